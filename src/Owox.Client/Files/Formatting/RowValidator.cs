using System.Text.Json;
using Owox.Queries;
using Owox.Rows.Parsing;
using Owox.Text;

namespace Owox.Files.Formatting;

/// <summary>Checks that a line is a JSON object, and finds the JSON of each column's value without converting it.</summary>
internal sealed class RowValidator(RowLayout layout) : JsonRowReader(layout)
{
    private (int Start, int Length)[] _values = [];

    /// <summary>The columns as the server names them; empty before the first row.</summary>
    public IReadOnlyList<string> Columns => Shape?.OriginalNames ?? [];

    /// <summary>The layout of the last line that <see cref="CheckFirst"/> accepted.</summary>
    public LineVariant Variant => Variants.Current!;

    /// <summary>Checks a line with any layout.</summary>
    /// <returns>Whether the line has all columns in the expected order.</returns>
    /// <exception cref="FormatException">The line is not a row.</exception>
    public bool Check(ReadOnlySpan<byte> line)
    {
        // The JSON reader checks only the structure.
        if (!StrictUtf8.IsValid(line))
        {
            throw new FormatException("it contains text that is not UTF-8");
        }

        ReadLine(line);
        return Matcher.IsComplete;
    }

    /// <summary>The JSON value of a column in the last line that was checked; empty if the line omits the column.</summary>
    public ReadOnlySpan<byte> ValueOf(int column, ReadOnlySpan<byte> line) => line.Slice(_values[column].Start, _values[column].Length);

    /// <summary>Checks the first of several complete lines if it has the layout of an earlier line.</summary>
    /// <returns>The length of the line with its newline; zero if the line must be checked with <see cref="Check"/>.</returns>
    public int CheckFirst(ReadOnlySpan<byte> lines) => Variants.ScanFirst(lines);

    /// <summary>Checks consecutive lines that have all columns in the expected order.</summary>
    /// <returns>The length of these lines in bytes.</returns>
    public int CheckAll(ReadOnlySpan<byte> lines, ref long rows) => Variants.Complete?.Template.ScanAll(lines, ref rows) ?? 0;

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
        return true;
    }

    protected override void ReadValue(ref Utf8JsonReader reader, int column)
    {
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        _values[column] = (start, (int)reader.BytesConsumed - start);
    }
}
