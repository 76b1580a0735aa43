using System.Text.Json;
using Owox.Queries;

namespace Owox.Rows.Parsing;

/// <summary>
/// Reads a line with the full JSON reader, and remembers its layout: lines of the same layout are then read without it. A
/// derived class decides what it makes of the values.
/// </summary>
internal abstract class JsonRowReader(RowLayout layout)
{
    private readonly List<int> _order = [];

    /// <summary>The columns; null before the first row.</summary>
    public RowSchema? Shape => Matcher.Shape;

    protected ColumnMatcher Matcher { get; } = new(layout);

    /// <summary>The layouts of the lines so far.</summary>
    protected LineVariants Variants { get; } = new();

    /// <summary>Reads a line, whatever its layout.</summary>
    /// <exception cref="FormatException">The line is not a row; the message gives the reason without quoting the line.</exception>
    protected void ReadLine(ReadOnlySpan<byte> line)
    {
        try
        {
            ReadValues(line);
        }
        catch (Exception e) when (JsonRow.IsFault(e))
        {
            throw JsonRow.Fault(e);
        }
    }

    /// <summary>Discards the values of the previous line, and makes room for a value of each column.</summary>
    /// <returns>Whether the number of columns has changed.</returns>
    protected abstract bool Prepare(int columns, bool isNewLine);

    /// <summary>Reads the value on which the reader is positioned, and moves the reader to its end.</summary>
    protected abstract void ReadValue(ref Utf8JsonReader reader, int column);

    private void ReadValues(ReadOnlySpan<byte> line)
    {
        Matcher.StartLine(line);
        Fit(isNewLine: true);
        _order.Clear();
        var isPlain = true;
        var reader = new Utf8JsonReader(line);
        JsonRow.Open(ref reader);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var column = Matcher.Find(ref reader);
            Fit(isNewLine: false);
            reader.Read();
            isPlain &= reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray);
            ReadValue(ref reader, column);
            _order.Add(column);
        }

        // Reading past the object makes the reader reject what follows it.
        reader.Read();
        if (isPlain)
        {
            Variants.Remember(Matcher.Shape!, _order);
        }
    }

    // A row can add columns.
    private void Fit(bool isNewLine)
    {
        if (Prepare(Matcher.Shape!.OriginalNames.Count, isNewLine))
        {
            Variants.Clear();
        }
    }
}
