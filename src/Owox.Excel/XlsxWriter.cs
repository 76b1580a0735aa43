using SpreadCheetah;
using SpreadCheetah.Styling;
using SpreadCheetah.Worksheets;

namespace Owox.Excel;

/// <summary>
/// Writes rows to the sheets of a workbook. Only the first rows are kept in memory, because the widths of the columns precede the rows in the
/// file.
/// </summary>
internal sealed class XlsxWriter : ITypedFileWriter
{
    // With the header, a sheet has 1,048,576 rows.
    private const int MaxRowsPerSheet = 1_048_575;
    private const int SampleRows = 100;

    private readonly TypedFile _file;
    private readonly SheetNames _names;
    private readonly Spreadsheet _book;
    private readonly StyleId _bold;
    private readonly List<StyledCell[]> _sample = [];
    private CellFactory? _cells;
    private ColumnWidths? _widths;
    private StyledCell[] _header = [];
    private StyledCell[] _row = [];
    private int _rowsOfSheet;
    private bool _isSampled;

    public XlsxWriter(Stream output, TypedFile file)
    {
        _file = file;
        _names = new SheetNames(file.Title);
        var options = new SpreadCheetahOptions { PreserveStringWhitespace = true, CompressionLevel = SpreadCheetahCompressionLevel.Fastest };
        _book = Pending.Result(Spreadsheet.CreateNewAsync(output, options));
        _bold = _book.AddStyle(new Style { Font = { Bold = true } });
    }

    public IEnumerable<string> Warnings => _cells?.Warnings(_file.Path) ?? [];

    public void Start(IReadOnlyList<TypedColumn> columns)
    {
        _cells = new CellFactory(columns, new DateStyles(_book));
        _header = [.. columns.Select(column => new StyledCell(CellText.Escape(column.Name), _bold))];
        _row = new StyledCell[columns.Count];
        _widths = new ColumnWidths(columns);
    }

    public void WriteRow(object?[] values)
    {
        _cells!.Fill(_row, values);
        if (_isSampled)
        {
            Add(_row);
            return;
        }

        _widths!.Add(values);
        _sample.Add((StyledCell[])_row.Clone());
        if (_sample.Count == SampleRows || _widths.IsLarge)
        {
            WriteSample();
        }
    }

    public void Complete()
    {
        if (!_isSampled)
        {
            WriteSample();
        }

        Pending.Wait(_book.FinishAsync());
    }

    public void Dispose() => Pending.Wait(_book.DisposeAsync());

    private void WriteSample()
    {
        _isSampled = true;
        StartSheet();
        _sample.ForEach(Add);
        _sample.Clear();
    }

    private void Add(StyledCell[] row)
    {
        if (_rowsOfSheet == MaxRowsPerSheet)
        {
            StartSheet();
        }

        _rowsOfSheet++;
        Pending.Wait(_book.AddRowAsync(row));
    }

    private void StartSheet()
    {
        _rowsOfSheet = 0;
        var options = new WorksheetOptions { FrozenRows = 1 };
        if (_header.Length > 0)
        {
            // The number of rows is not known yet.
            options.AutoFilter = new AutoFilterOptions($"A1:{SpreadsheetUtility.GetColumnName(_header.Length)}{MaxRowsPerSheet + 1}");
            _widths!.Apply(options);
        }

        Pending.Wait(_book.StartWorksheetAsync(_names.Next(), options));
        Pending.Wait(_book.AddRowAsync(_header));
    }
}

/// <summary>Waits for calls of the library. They complete synchronously, except on .NET Framework, where compression uses another thread.</summary>
internal static class Pending
{
    public static void Wait(ValueTask task)
    {
        if (task.IsCompleted)
        {
            task.GetAwaiter().GetResult();
        }
        else
        {
            task.AsTask().GetAwaiter().GetResult();
        }
    }

    public static T Result<T>(ValueTask<T> task) => task.IsCompleted ? task.GetAwaiter().GetResult() : task.AsTask().GetAwaiter().GetResult();
}
