namespace Owox.Rows;

/// <summary>One layout of lines: which of the columns they have, and in which order.</summary>
internal sealed class LineVariant
{
    /// <summary>Prepares to read such lines.</summary>
    /// <param name="shape">All columns.</param>
    /// <param name="order">The indexes of the columns that the lines have, in the order of the lines.</param>
    public LineVariant(RowSchema shape, IEnumerable<int> order)
    {
        Columns = order.ToArray();
        Template = new RowLayoutScanner(Columns.Select(i => shape.OriginalNames[i]).ToArray());
        Slices = Enumerable.Repeat(-1, shape.OriginalNames.Count).ToArray();
        for (var i = 0; i < Columns.Length; i++)
        {
            Slices[Columns[i]] = i;
        }

        IsWhole = Columns.Length == Slices.Length && Columns.SequenceEqual(Enumerable.Range(0, Slices.Length));
    }

    public RowLayoutScanner Template { get; }

    /// <summary>The index of the column of each value.</summary>
    public int[] Columns { get; }

    /// <summary>The index of the value of each column; -1 for a column that the lines omit.</summary>
    public int[] Slices { get; }

    /// <summary>Whether the lines have all columns in their order.</summary>
    public bool IsWhole { get; }
}
