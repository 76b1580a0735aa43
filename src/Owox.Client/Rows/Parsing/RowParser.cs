using System.Runtime.CompilerServices;
using System.Text.Json;
using Owox.Conversion;
using Owox.Queries;

namespace Owox.Rows.Parsing;

/// <summary>Reads one line as a row. A column that the row omits is null.</summary>
/// <param name="layout">The columns; null where nothing is known of them.</param>
/// <param name="numbers">Tells which columns have numbers that come as text; null for none.</param>
internal sealed class RowParser(RowLayout? layout = null, Func<string, NumberKind>? numbers = null)
{
    private readonly ColumnMatcher _matcher = new(layout ?? RowLayout.Unknown);
    private readonly LineVariants _variants = new();
    private readonly ValueReader _reader = new();
    private readonly List<int> _order = [];
    private object?[] _values = [];

    /// <summary>The columns of the last row that was read.</summary>
    public RowSchema? Shape => _matcher.Shape;

    /// <summary>The values of the last row; the array is used again for the next.</summary>
    public object?[] Values => _values;

    /// <summary>Reads a line.</summary>
    /// <exception cref="FormatException">The line is not a row; the message says why, without quoting it.</exception>
    public void Parse(ReadOnlySpan<byte> line)
    {
        try
        {
            Read(line);
        }
        catch (Exception e) when (JsonRow.IsFault(e))
        {
            throw JsonRow.Fault(e);
        }
    }

    /// <summary>Reads the first of several whole lines of text, if it is laid out like one before.</summary>
    /// <returns>Its length with its newline; zero when it is for <see cref="Parse"/>.</returns>
    [MethodImpl(Compiled.AggressiveOptimization)]
    public int TryParseFirst(ReadOnlySpan<byte> lines)
    {
        var length = _variants.ScanFirst(lines);
        if (length > 0)
        {
            var variant = _variants.Current!;
            var slices = variant.Template.Values;
            if (!variant.IsWhole)
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

    private void ReadPart(LineVariant variant, ReadOnlySpan<byte> lines)
    {
        for (var i = 0; i < _values.Length; i++)
        {
            var slice = variant.Slices[i];
            _values[i] = slice < 0 ? null : _reader.Read(variant.Template.Values[slice], lines, i);
        }
    }

    private void Read(ReadOnlySpan<byte> line)
    {
        _matcher.StartLine(line);
        Fit();
        Array.Clear(_values, 0, _values.Length);
        _order.Clear();
        var isPlain = true;
        var reader = new Utf8JsonReader(line);
        JsonRow.Open(ref reader);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var column = _matcher.Find(ref reader);
            Fit();
            reader.Read();
            isPlain &= reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray);
            _values[column] = JsonValueReader.Read(ref reader, _reader.KindOf(column));
            _order.Add(column);
        }

        // Reading on past the object makes the reader refuse what should not be there.
        reader.Read();
        if (isPlain)
        {
            _variants.Remember(Shape!, _order);
        }
    }

    // A row can add columns.
    private void Fit()
    {
        var count = Shape!.OriginalNames.Count;
        if (_values.Length != count)
        {
            Array.Resize(ref _values, count);
            _variants.Clear();
            _reader.Begin(Shape.OriginalNames.Select(name => numbers?.Invoke(name) ?? NumberKind.None).ToArray());
        }
    }
}
