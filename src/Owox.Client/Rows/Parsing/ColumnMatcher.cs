using System.Text.Json;
using Owox.Queries;

namespace Owox.Rows.Parsing;

/// <summary>
/// Finds the column of each key of a row, regardless of the order of the keys. The first row completes the columns; later rows add columns
/// that the layout allows.
/// </summary>
internal sealed class ColumnMatcher(RowLayout layout)
{
    /// <summary>The maximum number of columns in a table of any warehouse.</summary>
    private const int MaxColumns = 10_000;

    // The number of the last line in which each column was found. A key that occurs twice in a row has two columns.
    private long[] _foundIn = [];
    private long _line;
    private int _next;
    private int _found;
    private bool _isInOrder;

    /// <summary>The columns; null before the first row.</summary>
    public RowSchema? Shape { get; private set; }

    /// <summary>Whether the columns are final, so that rows cannot add columns.</summary>
    public bool IsFixed { get; set; }

    /// <summary>Whether the row has all columns in the expected order.</summary>
    public bool IsComplete => _isInOrder && _found == _foundIn.Length;

    /// <summary>Starts a line.</summary>
    public void StartLine(ReadOnlySpan<byte> line)
    {
        if (Shape is null)
        {
            Use(layout.Resolve(Names(line)));
        }

        _line++;
        _next = 0;
        _found = 0;
        _isInOrder = true;
    }

    /// <summary>Returns the index of the column whose name is the current token of the reader.</summary>
    /// <exception cref="FormatException">The row must not have such a column.</exception>
    public int Find(ref Utf8JsonReader reader)
    {
        var index = Find(ref reader, _next, _foundIn.Length);
        if (index < 0)
        {
            index = Find(ref reader, 0, _next);
        }

        if (index < 0)
        {
            Add(reader.GetString()!);
            index = _foundIn.Length - 1;
        }

        _isInOrder &= index == _found;
        _found++;
        _foundIn[index] = _line;
        _next = index + 1;
        return index;
    }

    private static List<string> Names(ReadOnlySpan<byte> line)
    {
        var reader = new Utf8JsonReader(line);
        JsonRow.Open(ref reader);
        var names = new List<string>();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            names.Add(reader.GetString()!);
            reader.Read();
            reader.Skip();
        }

        return names;
    }

    private int Find(ref Utf8JsonReader reader, int from, int to)
    {
        var names = Shape!.Encoded;
        for (var i = from; i < to; i++)
        {
            if (_foundIn[i] != _line && reader.ValueTextEquals(names[i]))
            {
                return i;
            }
        }

        return -1;
    }

    private void Add(string name)
    {
        layout.Require(name);
        if (IsFixed)
        {
            throw new FormatException("it has a column that the previous rows do not have, so it does not match the header");
        }

        if (_foundIn.Length == MaxColumns)
        {
            throw new FormatException($"the rows have more than {MaxColumns} columns");
        }

        Use([.. Shape!.OriginalNames, name]);
    }

    private void Use(string[] columns)
    {
        Shape = new RowSchema(columns);
        Array.Resize(ref _foundIn, columns.Length);
    }
}
