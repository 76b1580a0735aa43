using System.Buffers.Text;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Owox.Files.Streams;
using Owox.Rows.Parsing;
#if NET8_0_OR_GREATER
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
#endif

namespace Owox.Files.Csv;

/// <summary>Writes one value as a CSV field.</summary>
internal sealed class CsvFieldWriter
{
    // The size of a vector register.
    private const int Short = 32;

    private readonly BufferedByteWriter _output;
    private readonly byte[] _nullText;
    private readonly byte[] _special;
    private readonly bool _escapesFormula;
    private byte[] _unescaped = new byte[4 * 1024];
    private byte[] _null;

    public CsvFieldWriter(BufferedByteWriter output, CsvOptions options)
    {
        _output = output;
        _null = _nullText = Encoding.UTF8.GetBytes(options.NullValue);
        _special = [(byte)options.Delimiter, (byte)'"', (byte)'\r', (byte)'\n'];
        _escapesFormula = options.EscapeFormula;
    }

    /// <summary>Prepares for lines of a single value. Most readers ignore an empty line, so null is written as an empty text in quotes.</summary>
    public void UseSingleColumnMode()
    {
        if (_null.Length == 0)
        {
            _null = "\"\""u8.ToArray();
        }
    }

    /// <summary>Writes null.</summary>
    public void WriteNull() => _output.Write(_null);

    /// <summary>Writes the current value of the reader. Objects and arrays are written as JSON text.</summary>
    public void Write(ref Utf8JsonReader reader, ReadOnlySpan<byte> line)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                WriteString(ref reader);
                break;
            case JsonTokenType.StartObject or JsonTokenType.StartArray:
                var start = (int)reader.TokenStartIndex;
                reader.Skip();
                WriteText(line.Slice(start, (int)reader.BytesConsumed - start));
                break;
            case JsonTokenType.Null:
                _output.Write(_null);
                break;
            default:
                // Numbers and Boolean values are written unchanged, independent of the culture.
                _output.Write(reader.ValueSpan);
                break;
        }
    }

    /// <summary>Writes a value that was found without the reader.</summary>
    [MethodImpl(Compiled.AggressiveOptimization)]
    public void Write(in ValueSpan slice, ReadOnlySpan<byte> lines)
    {
        switch (slice.Kind)
        {
            case ValueKind.Text:
                if (!TryWritePlain(slice, lines))
                {
                    WriteGuarded(slice.GetBytes(lines));
                }

                break;
            case ValueKind.EscapedText:
                var length = ValueReader.Unescape(slice.GetBytes(lines), ref _unescaped);
                WriteGuarded(_unescaped.AsSpan(0, length));
                break;
            case ValueKind.Null:
                _output.Write(_null);
                break;
            default:
                _output.Write(slice.GetBytes(lines));
                break;
        }
    }

    // Most values are short text without special characters: they are checked and copied in one step. A quote or a line break cannot occur in
    // the JSON without an escape sequence.
    [MethodImpl(Compiled.AggressiveInlining)]
    private bool TryWritePlain(in ValueSpan slice, ReadOnlySpan<byte> lines)
    {
        var (start, length) = (slice.Start, slice.Length);
        if (length == 0 || length > Short || lines.Length - start < Short || _nullText.Length == length)
        {
            return false;
        }

        var (first, last) = (lines[start], lines[start + length - 1]);
        if (WhiteSpace.MayBegin(first) || WhiteSpace.MayEnd(last) || (_escapesFormula && first is < (byte)'0' or (byte)'=' or (byte)'@'))
        {
            return false;
        }

#if NET8_0_OR_GREATER
        var here = Vector256.LoadUnsafe(ref MemoryMarshal.GetReference(lines), (nuint)start);
        var delimiters = Vector256.Equals(here, Vector256.Create(_special[0])).ExtractMostSignificantBits();
        if ((delimiters & (uint.MaxValue >> (Short - length))) != 0)
        {
            return false;
        }

        here.CopyTo(_output.Reserve(Short));
        _output.Advance(length);
        return true;
#else
        return false;
#endif
    }

    /// <summary>Writes text. It is quoted if necessary, or if it would be read as null.</summary>
    public void WriteText(ReadOnlySpan<byte> text)
    {
        if (text.Length > 0 && !text.SequenceEqual(_nullText) && text.IndexOfAny(_special) < 0 && !WhiteSpace.IsAtEnds(text))
        {
            _output.Write(text);
            return;
        }

        var target = _output.Reserve((text.Length * 2) + 2);
        var n = 0;
        target[n++] = (byte)'"';
        foreach (var b in text)
        {
            target[n++] = b;
            if (b == '"')
            {
                target[n++] = b;
            }
        }

        target[n++] = (byte)'"';
        _output.Advance(n);
    }

    /// <summary>Writes text. An apostrophe precedes text that a spreadsheet would interpret as a formula, if the options require it.</summary>
    public void WriteGuarded(ReadOnlySpan<byte> text)
    {
        if (_escapesFormula && IsFormula(text))
        {
            WriteText([(byte)'\'', .. text]);
        }
        else
        {
            WriteText(text);
        }
    }

    private void WriteString(ref Utf8JsonReader reader)
    {
        if (!reader.ValueIsEscaped)
        {
            WriteGuarded(reader.ValueSpan);
            return;
        }

        if (_unescaped.Length < reader.ValueSpan.Length)
        {
            _unescaped = new byte[reader.ValueSpan.Length * 2];
        }

        WriteGuarded(_unescaped.AsSpan(0, reader.CopyString(_unescaped)));
    }

    // A negative number in a text is not a formula.
    private static bool IsFormula(ReadOnlySpan<byte> text) =>
        text.Length > 0
        && (text[0] is (byte)'=' or (byte)'+' or (byte)'-' or (byte)'@' or (byte)'\t' or (byte)'\r')
        && !(Utf8Parser.TryParse(text, out double _, out var used) && used == text.Length);
}
