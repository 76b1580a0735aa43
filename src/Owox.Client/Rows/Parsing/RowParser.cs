using System.Runtime.CompilerServices;
using System.Text.Json;
using Owox.Conversion;
using Owox.Queries;

namespace Owox.Rows.Parsing;

/// <summary>Parses a line as a row. A column that the row omits is null.</summary>
/// <param name="layout">The columns, or null if they are not known.</param>
/// <param name="numbers">Returns the kind of numbers of a column whose numbers are sent as strings, or null if there are no such columns.</param>
internal sealed class RowParser(RowLayout? layout = null, Func<string, NumberKind>? numbers = null) : JsonRowReader(layout ?? RowLayout.Unknown)
{
    private readonly ValueReader _reader = new();
    private object?[] _values = [];

    /// <summary>The values of the last row. The array is reused for the next row.</summary>
    public object?[] Values => _values;

    /// <summary>Whether objects and arrays are not parsed, but returned as <see cref="JsonText"/>.</summary>
    public bool KeepsJson { get; init; }

    /// <summary>Parses a line.</summary>
    /// <inheritdoc cref="JsonRowReader.ReadLine" path="/exception"/>
    public void Parse(ReadOnlySpan<byte> line) => ReadLine(line);

    /// <summary>Parses the first of several complete lines if it has the layout of an earlier line.</summary>
    /// <returns>The length of the line with its newline; zero if the line must be parsed with <see cref="Parse"/>.</returns>
    [MethodImpl(Compiled.AggressiveOptimization)]
    public int TryParseFirst(ReadOnlySpan<byte> lines)
    {
        var length = Variants.ScanFirst(lines);
        if (length > 0)
        {
            var variant = Variants.Current!;
            var slices = variant.Template.Values;
            if (!variant.IsComplete)
            {
                ReadPart(variant, lines);
                return length;
            }

            for (var i = 0; i < slices.Length; i++)
            {
                _values[i] = _reader.Read(slices[i], lines, i);
            }
        }

        return length;
    }

    protected override bool Prepare(int columns, bool isNewLine)
    {
        if (isNewLine)
        {
            Array.Clear(_values, 0, _values.Length);
        }

        if (_values.Length == columns)
        {
            return false;
        }

        Array.Resize(ref _values, columns);
        _reader.Begin(Shape!.OriginalNames.Select(name => numbers?.Invoke(name) ?? NumberKind.None).ToArray());
        return true;
    }

    protected override void ReadValue(ref Utf8JsonReader reader, int column) => _values[column] =
        KeepsJson && reader.TokenType is (JsonTokenType.StartObject or JsonTokenType.StartArray)
            ? JsonValueReader.ReadJson(ref reader)
            : JsonValueReader.Read(ref reader, _reader.KindOf(column));

    private void ReadPart(LineVariant variant, ReadOnlySpan<byte> lines)
    {
        for (var i = 0; i < _values.Length; i++)
        {
            var slice = variant.Slices[i];
            _values[i] = slice < 0 ? null : _reader.Read(variant.Template.Values[slice], lines, i);
        }
    }
}
