#if NET8_0_OR_GREATER
using System;
using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Owox.Streaming;

/// <summary>
/// Finds the values of a line that is laid out like the lines before it: the same names in the same order, no blanks, no
/// escapes, nothing nested. Nearly all lines are; the others are left to the full JSON reader, so nothing is guessed here.
/// </summary>
internal sealed class LineTemplate
{
    // What ends plain text inside quotes: the quote, an escape, or what must have been escaped.
    private static readonly SearchValues<byte> TextEnds = SearchValues.Create(
        "\"\\\0\u0001\u0002\u0003\u0004\u0005\u0006\u0007\u0008\u0009\u000a\u000b\u000c\u000d\u000e\u000f\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001a\u001b\u001c\u001d\u001e\u001f"u8);

    private readonly byte[][] _names;

    public LineTemplate(RowShape shape)
    {
        _names = new byte[shape.Sent.Count][];
        for (var i = 0; i < _names.Length; i++)
        {
            _names[i] = Encoding.UTF8.GetBytes($"{(i == 0 ? '{' : ',')}\"{JsonEncodedText.Encode(shape.Sent[i], System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\":");
        }

        Values = new ValueSlice[_names.Length];
    }

    /// <summary>Where the values stand; good after <see cref="TryScan"/> said yes, until it is called again.</summary>
    public ValueSlice[] Values { get; }

    /// <summary>Whether the line is laid out so, and is valid JSON as a whole.</summary>
    public bool TryScan(ReadOnlySpan<byte> line)
    {
        if (_names.Length == 0)
        {
            return false;
        }

        var at = 0;
        for (var i = 0; i < _names.Length; i++)
        {
            var name = _names[i];
            if (!line.Slice(at).StartsWith(name))
            {
                return false;
            }

            at += name.Length;
            if (!TryScanValue(line, at, out Values[i]))
            {
                return false;
            }

            at = Values[i].End;
        }

        return at == line.Length - 1 && line[at] == (byte)'}';
    }

    private static bool TryScanValue(ReadOnlySpan<byte> line, int at, out ValueSlice value)
    {
        value = default;
        if (at >= line.Length)
        {
            return false;
        }

        switch (line[at])
        {
            case (byte)'"':
                var length = line.Slice(at + 1).IndexOfAny(TextEnds);
                if (length < 0 || line[at + 1 + length] != (byte)'"')
                {
                    return false;
                }

                value = new ValueSlice(at + 1, length, at + length + 2, JsonTokenType.String);
                return true;
            case (byte)'t': return TryWord(line, at, "true"u8, JsonTokenType.True, out value);
            case (byte)'f': return TryWord(line, at, "false"u8, JsonTokenType.False, out value);
            case (byte)'n': return TryWord(line, at, "null"u8, JsonTokenType.Null, out value);
            default: return TryNumber(line, at, out value);
        }
    }

    private static bool TryWord(ReadOnlySpan<byte> line, int at, ReadOnlySpan<byte> word, JsonTokenType type, out ValueSlice value)
    {
        value = new ValueSlice(at, word.Length, at + word.Length, type);
        return line.Slice(at).StartsWith(word);
    }

    // JSON's grammar of numbers: -?(0|[1-9][0-9]*)(.[0-9]+)?([eE][+-]?[0-9]+)?
    private static bool TryNumber(ReadOnlySpan<byte> line, int start, out ValueSlice value)
    {
        value = default;
        var at = start;
        if (line[at] == (byte)'-')
        {
            at++;
        }

        var whole = Digits(line, at);
        if (whole == 0 || (whole > 1 && line[at] == (byte)'0'))
        {
            return false;
        }

        at += whole;
        var isWhole = true;
        if (at < line.Length && line[at] == (byte)'.')
        {
            isWhole = false;
            var fraction = Digits(line, ++at);
            if (fraction == 0)
            {
                return false;
            }

            at += fraction;
        }

        if (at < line.Length && line[at] is (byte)'e' or (byte)'E')
        {
            // Rare enough for the full reader.
            return false;
        }

        value = new ValueSlice(start, at - start, at, JsonTokenType.Number) { IsWhole = isWhole };
        return true;
    }

    private static int Digits(ReadOnlySpan<byte> line, int at)
    {
        var end = at;
        while (end < line.Length && (uint)(line[end] - '0') <= 9)
        {
            end++;
        }

        return end - at;
    }
}

/// <summary>Where a value stands in a line: its content without quotes, and where the line goes on after it.</summary>
internal readonly record struct ValueSlice(int Start, int Length, int End, JsonTokenType Type)
{
    /// <summary>Whether a number has neither a fraction nor an exponent.</summary>
    public bool IsWhole { get; init; }

    public ReadOnlySpan<byte> Of(ReadOnlySpan<byte> line) => line.Slice(Start, Length);
}
#endif
