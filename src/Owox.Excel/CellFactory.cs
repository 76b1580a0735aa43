using System.Globalization;
using System.Numerics;
using SpreadCheetah;

namespace Owox.Excel;

/// <summary>Creates the cells of a row, and collects the columns with values that Excel cannot represent with their type.</summary>
internal sealed class CellFactory(IReadOnlyList<TypedColumn> columns, DateStyles dates)
{
    private const long MaxInteger = 999_999_999_999_999;
    private const int MaxDigits = 15;

    private readonly SortedSet<int> _long = [];
    private readonly SortedSet<int> _rounded = [];
    private readonly SortedSet<int> _early = [];
    private readonly SortedSet<int> _other = [];
    private long _row;

    /// <summary>Converts a row.</summary>
    /// <exception cref="OwoxConversionException">A text is too long for a cell.</exception>
    public void Fill(StyledCell[] cells, object?[] values)
    {
        _row++;
        for (var i = 0; i < cells.Length; i++)
        {
            cells[i] = values[i] switch
            {
                null => default,
                string text => OfText(text, i),
                long number => number is >= -MaxInteger and <= MaxInteger ? new StyledCell(number, null) : OfLong(number, i),
                double number => double.IsNaN(number) || double.IsInfinity(number) ? Other(number, i) : new StyledCell(number, null),
                bool flag => new StyledCell(flag, null),
                decimal number => OfDecimal(number, i),
                DateTime time => OfTime(time, i),
                DateTimeOffset time => OfTime(time.UtcDateTime, i),
                BigInteger number => OfLong(number, i),
                JsonText { Json: var json } => Text(json, i),
                var other => Other(other, i),
            };
        }
    }

    /// <summary>One warning for each kind of values, which names the columns.</summary>
    public IEnumerable<string> Warnings(string path)
    {
        (SortedSet<int> Columns, string Text)[] kinds =
        [
            (_long, $"Excel keeps only {MaxDigits} digits of a number, so integers with more digits are text"),
            (_rounded, $"Excel keeps only {MaxDigits} digits of a number, so decimal numbers with more digits are rounded"),
            (_early, "Excel has no dates before 1900-03-01 that all programs read correctly, so such dates are text"),
            (_other, "Values that do not match the type of their column, and NaN and infinity, are text"),
        ];
        return kinds.Where(static kind => kind.Columns.Count > 0)
            .Select(kind => $"'{path}': {kind.Text}, in the {(kind.Columns.Count == 1 ? "column" : "columns")} {string.Join(", ", kind.Columns.Select(column => $"'{columns[column].Name}'"))}.");
    }

    private StyledCell OfText(string text, int column)
    {
        if (columns[column].Kind is ColumnKind.Integer or ColumnKind.Decimal or ColumnKind.Double or ColumnKind.Boolean or ColumnKind.Date or ColumnKind.DateTime or ColumnKind.Timestamp)
        {
            _other.Add(column);
        }

        return Text(text, column);
    }

    private StyledCell OfDecimal(decimal number, int column)
    {
        if (number is > MaxInteger or < -MaxInteger)
        {
            return OfLong(number, column);
        }

        // The conversion back from Double keeps 15 digits, too.
        if ((decimal)(double)number != number)
        {
            _rounded.Add(column);
        }

        return new StyledCell(number, null);
    }

    private StyledCell OfTime(DateTime time, int column)
    {
        var kind = columns[column].Kind;
        if (DateStyles.IsSupported(time))
        {
            return dates.Cell(time, isDay: kind == ColumnKind.Date);
        }

        _early.Add(column);
        var format = kind == ColumnKind.Date ? "yyyy-MM-dd" : kind == ColumnKind.Timestamp ? "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'" : "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF";
        return new StyledCell(time.ToString(format, CultureInfo.InvariantCulture), null);
    }

    private StyledCell OfLong(IFormattable number, int column)
    {
        _long.Add(column);
        return new StyledCell(number.ToString(null, CultureInfo.InvariantCulture), null);
    }

    private StyledCell Other(object value, int column)
    {
        _other.Add(column);
        return Text(Convert.ToString(value, CultureInfo.InvariantCulture)!, column);
    }

    private StyledCell Text(string text, int column) => text.Length <= CellText.MaxLength
        ? new StyledCell(CellText.Escape(text), null)
        : throw new OwoxConversionException(
            _row,
            columns[column].Name,
            string.Format(
                CultureInfo.InvariantCulture,
                "the text has {0:N0} characters, and a cell of Excel can have {1:N0}. Export to Csv or Ndjson instead, or export without this column",
                text.Length,
                CellText.MaxLength),
            option: null);
}
