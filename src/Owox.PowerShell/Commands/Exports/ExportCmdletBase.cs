using System.Management.Automation;
using Owox.PowerShell.Binding;
using Owox.PowerShell.Exports;
using Owox.PowerShell.Inventory;
using Owox.Queries;

namespace Owox.PowerShell.Commands.Exports;

/// <summary>The base class of cmdlets that export the rows of each input item to the pipeline or to files.</summary>
public abstract class ExportCmdletBase : ConnectionCmdletBase, IDynamicParameters
{
    private protected const string ObjectSet = "Object";
    private protected const string PathSet = "Path";
    private protected const string DirectorySet = "Directory";

    private readonly List<ExportSource> _forDirectory = [];
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);
    private SourceExport? _export;
    private bool _hasWarned;

    /// <summary>The maximum number of rows.</summary>
    [Parameter]
    [NumberRange(1, RuleValidator.MaxLimit)]
    [SingleValue]
    public long? Limit { get; set; }

    /// <summary>The title for the name of the file; from objects in the pipeline.</summary>
    [Parameter(ParameterSetName = DirectorySet, ValueFromPipelineByPropertyName = true)]
    public string? Title { get; set => Bind(ref field, value); }

    /// <summary>The name of a variable that receives the ID of the run when the first row arrives.</summary>
    [Parameter(ParameterSetName = ObjectSet)]
    [ValidateNotNullOrEmpty]
    public string? RunIdVariable { get; set => Bind(ref field, value); }

    /// <summary>Converts values to the types of their columns in the warehouse. The warehouse sends many types as text.</summary>
    [Parameter(ParameterSetName = ObjectSet)]
    public SwitchParameter Typed { get; set => Bind(ref field, value); }

    /// <summary>
    /// Returns a data reader with typed columns, for bulk loads into databases. Its Read method throws an error if rows are missing.
    /// </summary>
    [Parameter(ParameterSetName = ObjectSet)]
    [ExcludesParameters(nameof(Typed), nameof(Raw))]
    public SwitchParameter AsDataReader { get; set => Bind(ref field, value); }

    /// <summary>Returns all values as the server sends them; many numbers are sent as text. Cannot be combined with -Typed.</summary>
    [Parameter(ParameterSetName = ObjectSet)]
    public SwitchParameter Raw { get; set => Bind(ref field, value); }

    /// <summary>
    /// What happens to a value that does not match the type of its column: Stop ends the export with an error, Keep leaves the value
    /// unchanged. For -Typed, -AsDataReader, Xlsx and Parquet. Default: Stop; for Xlsx Keep. With Keep, the value is text in a workbook, the
    /// whole column is text in a Parquet file, and -AsDataReader returns columns of exact decimal numbers as strings.
    /// </summary>
    [Parameter]
    [RequiresParameter(nameof(Typed), nameof(AsDataReader), nameof(Path), nameof(Directory))]
    [SingleValue]
    public ConversionErrorAction? OnConversionError { get; set; }

    /// <summary>The file to write. It gets its final name only when it is complete. Brackets are not wildcards.</summary>
    [Parameter(ParameterSetName = PathSet, Mandatory = true)]
    [Alias("LiteralPath", "PSPath")]
    [SingleValue(IsPath = true)]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set => Bind(ref field, value); }

    /// <summary>The folder to which a file is written for each item. The file names consist of the title and the ID.</summary>
    [Parameter(ParameterSetName = DirectorySet, Mandatory = true)]
    [SingleValue(IsPath = true)]
    [ValidateNotNullOrEmpty]
    public string? Directory { get; set => Bind(ref field, value); }

    /// <summary>The maximum number of concurrent exports, 1 to 32.</summary>
    [Parameter(ParameterSetName = DirectorySet)]
    [NumberRange(1, 32)]
    [SingleValue]
    public int? ThrottleLimit { get; set => Bind(ref field, value); } = 4;

    /// <summary>Ndjson, Csv, Json, Xlsx or Parquet. Default: determined by the extension (.ndjson, .jsonl, .csv, .json, .xlsx, .parquet); Ndjson for a folder.</summary>
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = DirectorySet)]
    [SingleValue]
    [AllowNull]
    public RowFileFormat? Format { get; set => Bind(ref field, value); }

    /// <summary>Compresses the file with gzip. This is the default for the extension .gz.</summary>
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = DirectorySet)]
    public SwitchParameter Compress { get; set => Bind(ref field, value); }

    /// <summary>The compression of a Parquet file: Zstd (default), Snappy, Gzip or None.</summary>
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = DirectorySet)]
    [SingleValue]
    public ParquetCompression? Compression { get; set => Bind(ref field, value); }

    /// <summary>Appends the rows to an existing file with the same columns. Only for Ndjson and Csv.</summary>
    [Parameter(ParameterSetName = PathSet)]
    public SwitchParameter Append { get; set => Bind(ref field, value); }

    /// <summary>Does not replace an existing file; reports an error.</summary>
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = DirectorySet)]
    public SwitchParameter NoClobber { get; set => Bind(ref field, value); }

    /// <summary>Replaces an existing file even if it is read-only.</summary>
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = DirectorySet)]
    public SwitchParameter Force { get; set => Bind(ref field, value); }

    /// <summary>The separator of values in a CSV file. Default: a comma.</summary>
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = DirectorySet)]
    [SingleValue]
    public char? Delimiter { get; set => Bind(ref field, value); }

    /// <summary>The text that represents null in a CSV file. Default: an empty field; an empty string is written as "".</summary>
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = DirectorySet)]
    [ValidateNotNull]
    public string NullValue { get; set => Bind(ref field, value); } = "";

    /// <summary>
    /// Writes CSV that Excel opens correctly: with a byte order mark, and with the list separator and the decimal separator of the current
    /// culture. A path that ends with .xlsx writes a workbook instead, which keeps all types.
    /// </summary>
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = DirectorySet)]
    public SwitchParameter ExcelFriendly { get; set => Bind(ref field, value); }

    /// <summary>Writes an apostrophe before text in a CSV file that a spreadsheet would interpret as a formula.</summary>
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = DirectorySet)]
    public SwitchParameter EscapeFormula { get; set => Bind(ref field, value); }

    // There are no dynamic parameters, but this is the last step before PowerShell determines the parameter set.
    object? IDynamicParameters.GetDynamicParameters() => CheckParameterSet();

    /// <summary>The specified items, by ID or by complete title.</summary>
    private protected abstract string[] InputItems { get; }

    /// <summary>Finds the items.</summary>
    private protected abstract TitleResolver Resolver { get; }

    /// <summary>The name of an item in messages.</summary>
    internal abstract string ResourceLabel { get; }

    /// <summary>Whether -Path names a series of files.</summary>
    internal virtual bool WritesFileSeries => false;

    // A path that cannot be written to is rejected before any request.
    private protected override void Prepare() => InvokeTerminating(Path ?? Directory, () => _export = new SourceExport(this, FileTarget.From(this)));

    private protected override void ProcessInput()
    {
        // All items are resolved before the first export, so that no query runs if a title does not exist.
        var found = new List<ExportSource>();
        foreach (var name in InputItems)
        {
            InvokeForItem(InputItems.Length, name, () => found.Add(Find(name)));
        }

        if (ParameterSetName == DirectorySet)
        {
            // An item that is specified twice would write its file twice.
            _forDirectory.AddRange(found.Where(source => _ids.Add(source.Id)));
            return;
        }

        foreach (var source in found)
        {
            InvokeForItem(InputItems.Length, source.Id, () => _export!.Run(source));
        }
    }

    private protected override void Complete()
    {
        if (_forDirectory.Count > 0)
        {
            InvokeTerminating(Directory, () => _export!.RunAll(_forDirectory));
        }
    }

    /// <summary>Creates the query for an item. Throws for parameters that the server would reject, before any request.</summary>
    private protected abstract ExportSource CreateSource(ResolvedItem item);

    /// <summary>Writes the rows to a file. Returns null if there was nothing to request.</summary>
    internal virtual async Task<OwoxExportResult?> ToFileAsync(
        OwoxClient client, RowQuery query, SchemaReader schema, FileExportOptions target, Action<long, long> progress, CancellationToken cancellationToken) =>
        await RowExporter.ToFileAsync(client, query, schema, target, progress, cancellationToken).ConfigureAwait(false);

    /// <summary>Writes the warning of a source. A command writes the first one: the others would say the same.</summary>
    internal void WarnOf(ExportSource source)
    {
        if (source.Warning is { } warning && !_hasWarned)
        {
            _hasWarned = true;
            WriteWarning(warning);
        }
    }

    private ExportSource Find(string name)
    {
        _export!.RequireSingleFile(InputItems.Length);
        ConversionOptions.Check(this);
        _ = CreateSource(new ResolvedItem(name, Title: null));
        var found = Resolver.Find(name);
        return CreateSource(Title is null || InputItems.Length > 1 ? found : found with { Title = Title });
    }
}
