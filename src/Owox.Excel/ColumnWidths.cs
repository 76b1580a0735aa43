using System.Globalization;
using SpreadCheetah.Worksheets;

namespace Owox.Excel;

/// <summary>The widths of the columns, in characters, from the header and the first rows.</summary>
internal sealed class ColumnWidths(IReadOnlyList<TypedColumn> columns)
{
    private const int Min = 8;
    private const int Max = 60;

    // The arrow of the filter and the margins.
    private const int Header = 4;
    private const int Margin = 2;
    private const int LargeSample = 1_000_000;

    // A character such as a Chinese one is twice as wide as a digit.
    private const char FirstWide = '\u1100';

    private readonly int[] _widths = [.. columns.Select(static column => Width(column.Name) + Header)];
    private int _characters;

    /// <summary>Whether the first rows have so many characters that no more of them should be kept in memory.</summary>
    public bool IsLarge => _characters > LargeSample;

    /// <summary>Adds a row.</summary>
    public void Add(object?[] values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            var (width, length) = values[i] switch
            {
                string text => (Width(text), text.Length),
                JsonText { Json: var json } => (Width(json), json.Length),
                bool => (5, 5),
                DateTime when columns[i].Kind == ColumnKind.Date => (10, 10),
                DateTime or DateTimeOffset => (19, 19),
                { } number => (Convert.ToString(number, CultureInfo.InvariantCulture)!.Length, 8),
                null => (0, 0),
            };
            _widths[i] = Math.Max(_widths[i], width + Margin);
            _characters += length;
        }
    }

    /// <summary>Sets the widths of a sheet.</summary>
    public void Apply(WorksheetOptions options)
    {
        for (var i = 0; i < _widths.Length; i++)
        {
            options.Column(i + 1).Width = Math.Min(Math.Max(_widths[i], Min), Max);
        }
    }

    private static int Width(string text)
    {
        var width = 0;
        for (var i = 0; i < text.Length && i < Max; i++)
        {
            width += text[i] >= FirstWide ? 2 : 1;
        }

        return width;
    }
}
