using System.Text.Json;
using Owox.Queries;
using Owox.Rows.Parsing;
using Owox.Text;

namespace Owox.Files.Formatting;

/// <summary>Checks that a line is a JSON object, and finds the JSON of the value of each column, without converting it.</summary>
internal sealed class RowValidator(RowLayout layout) : JsonRowReader(layout)
{
    private (int Start, int Length)[] _values = [];

    /// <summary>The columns as the server names them; empty before the first row.</summary>
    public IReadOnlyList<string> Columns => Shape?.OriginalNames ?? [];

    /// <summary>The layout of the last line that <see cref="CheckFirst"/> accepted.</summary>
    public LineVariant Variant => Variants.Current!;

    /// <summary>Rejects columns that the rows so far do not have.</summary>
    public void Fix() => Matcher.IsFixed = true;

    /// <summary>Checks a line, whatever its layout.</summary>
    /// <returns>Whether it has all columns in their order.</returns>
    /// <exception cref="FormatException">It is not a row.</exception>
    public bool Check(ReadOnlySpan<byte> line)
    {
        // The JSON reader looks at structure only.
        if (!StrictUtf8.IsValid(line))
        {
            throw new FormatException("it contains text that is not UTF-8");
        }

        ReadLine(line);
        return Matcher.IsWhole;
    }

    /// <summary>The value of a column in the line that was checked last, as JSON; empty if the line omits it.</summary>
    public ReadOnlySpan<byte> ValueOf(int column, ReadOnlySpan<byte> line) => line.Slice(_values[column].Start, _values[column].Length);

    /// <summary>Checks the first of several complete lines of text if it has the layout of an earlier one.</summary>
    /// <returns>Its length with its newline; zero if <see cref="Check"/> must check it.</returns>
    public int CheckFirst(ReadOnlySpan<byte> lines) => Variants.ScanFirst(lines);

    /// <summary>Checks as many lines as have all columns in their order.</summary>
    /// <returns>The length of these lines.</returns>
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
