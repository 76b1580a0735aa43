using System.Text.Json;
using Owox.Queries;
using Owox.Rows.Parsing;
using Owox.Text;

namespace Owox.Files.Formatting;

/// <summary>Checks that a line is a JSON object, and finds the value of each column in it, without making anything of them.</summary>
internal sealed class RowValidator(RowLayout layout)
{
    private readonly ColumnMatcher _matcher = new(layout);
    private readonly LineVariants _variants = new();
    private readonly List<int> _order = [];
    private (int Start, int Length)[] _values = [];

    /// <summary>The columns as the server names them; empty before the first row.</summary>
    public IReadOnlyList<string> Columns => _matcher.Shape?.OriginalNames ?? [];

    /// <summary>The layout of the last line that <see cref="CheckFirst"/> found.</summary>
    public LineVariant Variant => _variants.Current!;

    /// <summary>Refuses columns that the rows so far do not have.</summary>
    public void Fix() => _matcher.IsFixed = true;

    /// <summary>Checks a line, whatever its layout.</summary>
    /// <returns>Whether it has all columns in their order.</returns>
    /// <exception cref="FormatException">It is not a row.</exception>
    public bool Check(ReadOnlySpan<byte> line)
    {
        // The JSON reader looks at structure only.
        if (!StrictUtf8.IsValid(line))
        {
            throw new FormatException("it holds text that is not UTF-8");
        }

        try
        {
            FindValues(line);
        }
        catch (Exception e) when (JsonRow.IsFault(e))
        {
            throw JsonRow.Fault(e);
        }

        return _matcher.IsWhole;
    }

    /// <summary>The value of a column in the line that was checked last, as JSON text; empty where the line omits it.</summary>
    public ReadOnlySpan<byte> ValueOf(int column, ReadOnlySpan<byte> line) => line.Slice(_values[column].Start, _values[column].Length);

    /// <summary>Checks the first of several whole lines of text, if it is laid out like one before.</summary>
    /// <returns>Its length with its newline; zero when it is for <see cref="Check"/>.</returns>
    public int CheckFirst(ReadOnlySpan<byte> lines) => _variants.ScanFirst(lines);

    /// <summary>The same for as many lines as have all columns in their order.</summary>
    public int CheckAll(ReadOnlySpan<byte> lines, ref long rows) => _variants.Complete?.Template.ScanAll(lines, ref rows) ?? 0;

    private void FindValues(ReadOnlySpan<byte> line)
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
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            _values[column] = (start, (int)reader.BytesConsumed - start);
            _order.Add(column);
        }

        // Reading on past the object makes the reader refuse what should not be there.
        reader.Read();
        if (isPlain)
        {
            _variants.Remember(_matcher.Shape!, _order);
        }
    }

    // A row can add columns.
    private void Fit()
    {
        if (_values.Length != Columns.Count)
        {
            Array.Resize(ref _values, Columns.Count);
            _variants.Clear();
        }
    }
}
