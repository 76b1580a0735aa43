using System.Runtime.CompilerServices;

namespace Owox.Rows.Parsing;

/// <summary>The layouts that lines of one stream have: usually one, and a few more where rows omit null columns.</summary>
internal sealed class LineVariants
{
    // Each line is compared with all of them, in the worst case.
    private const int MaxVariants = 4;

    private readonly List<LineVariant> _all = [];

    /// <summary>The layout of the last line that was found; null before the first.</summary>
    public LineVariant? Current { get; private set; }

    /// <summary>The layout of lines that have all columns; null where none came.</summary>
    public LineVariant? Complete { get; private set; }

    /// <summary>Finds the values of the first of several whole lines, if it has one of the layouts.</summary>
    /// <returns>Its length with its newline; zero when it is for the full JSON reader.</returns>
    [MethodImpl(Compiled.AggressiveOptimization)]
    public int ScanFirst(ReadOnlySpan<byte> lines)
    {
        var length = Current?.Template.ScanFirst(lines) ?? 0;
        return length > 0 || _all.Count < 2 ? length : ScanOthers(lines);
    }

    /// <summary>Keeps the layout of a line that the full reader has read.</summary>
    /// <param name="shape">All columns.</param>
    /// <param name="order">The indexes of the columns that the line has, in the order of the line.</param>
    public void Remember(RowSchema shape, List<int> order)
    {
        if (_all.Find(variant => variant.Columns.SequenceEqual(order)) is { } known)
        {
            Current = known;
        }
        else if (_all.Count < MaxVariants && order.Count > 0)
        {
            Current = new LineVariant(shape, order);
            Complete = Current.IsWhole ? Current : Complete;
            _all.Add(Current);
        }
    }

    /// <summary>Discards all layouts, because there are new columns.</summary>
    public void Clear()
    {
        _all.Clear();
        Current = null;
        Complete = null;
    }

    private int ScanOthers(ReadOnlySpan<byte> lines)
    {
        foreach (var variant in _all)
        {
            if (!ReferenceEquals(variant, Current) && variant.Template.ScanFirst(lines) is var length and > 0)
            {
                Current = variant;
                return length;
            }
        }

        return 0;
    }
}

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
