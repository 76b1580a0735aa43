using System.Management.Automation;
using Owox.PowerShell.Binding;
using Owox.PowerShell.Exports;
using Owox.PowerShell.Inventory;

namespace Owox.PowerShell.Commands.Exports;

/// <summary>A cmdlet that exports the rows of each item that it gets, to the pipeline or to files.</summary>
public abstract class ExportCmdletBase : ConnectionCmdletBase
{
    private protected const string ObjectSet = "Object";
    private protected const string PathSet = "Path";
    private protected const string DirectorySet = "Directory";

    private readonly List<ExportSource> _forDirectory = [];
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);
    private SourceExport? _export;

    /// <summary>How many rows at the most.</summary>
    [Parameter]
    [NumberRange(1, long.MaxValue)]
    [SingleValue]
    public long? Limit { get; set; }

    /// <summary>The title, for the name of the file; comes with objects from the pipeline.</summary>
    [Parameter(ParameterSetName = DirectorySet, ValueFromPipelineByPropertyName = true)]
    public string? Title { get; set; }

    /// <summary>The name of a variable that gets the server's ID of the run, as soon as the first row comes.</summary>
    [Parameter(ParameterSetName = ObjectSet)]
    [ValidateNotNullOrEmpty]
    public string? RunIdVariable { get; set; }

    /// <summary>Gives values the types that their columns have in the warehouse, which sends many of them as text.</summary>
    [Parameter(ParameterSetName = ObjectSet)]
    public SwitchParameter Typed { get; set; }

    /// <summary>Gives all values as the server sends them, which sends many numbers as text. Excludes -Typed.</summary>
    [Parameter(ParameterSetName = ObjectSet)]
    public SwitchParameter Raw { get; set; }

    /// <summary>What happens to a value that is not of its column's type: Stop ends the export with an error, Keep leaves it as it came.</summary>
    [Parameter(ParameterSetName = ObjectSet)]
    [RequiresParameter(nameof(Typed))]
    [SingleValue]
    public ConversionErrorAction? OnConversionError { get; set; }

    /// <summary>The file to write. It appears only when it is whole. The name is taken as it is: brackets are no wildcards.</summary>
    [Parameter(ParameterSetName = PathSet, Mandatory = true)]
    [Alias("LiteralPath", "PSPath")]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    /// <summary>The folder to write a file for each of them in, named from title and ID.</summary>
    [Parameter(ParameterSetName = DirectorySet, Mandatory = true)]
    [ValidateNotNullOrEmpty]
    public string? Directory { get; set; }

    /// <summary>How many are exported at a time, 1 to 32.</summary>
    [Parameter(ParameterSetName = DirectorySet)]
    [NumberRange(1, 32)]
    [SingleValue]
    public int? ThrottleLimit { get; set; } = 4;

    /// <summary>Ndjson, Csv or Json. Default: by the path's ending (.ndjson, .jsonl, .csv, .json); Ndjson for a folder.</summary>
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = DirectorySet)]
    [SingleValue]
    [AllowNull]
    public RowFileFormat? Format { get; set; }

    /// <summary>Compresses with gzip; a path that ends with .gz says so by itself.</summary>
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = DirectorySet)]
    public SwitchParameter Compress { get; set; }

    /// <summary>Adds the rows to a file that is there and has the same columns. Ndjson and Csv only.</summary>
    [Parameter(ParameterSetName = PathSet)]
    public SwitchParameter Append { get; set; }

    /// <summary>Refuses to replace a file that is there.</summary>
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = DirectorySet)]
    public SwitchParameter NoClobber { get; set; }

    /// <summary>Replaces a file even where it is read-only.</summary>
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = DirectorySet)]
    public SwitchParameter Force { get; set; }

    /// <summary>What stands between the values of a CSV file. Default: a comma.</summary>
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = DirectorySet)]
    [SingleValue]
    public char? Delimiter { get; set; }

    /// <summary>What stands for null in a CSV file. Default: nothing; an empty text is "".</summary>
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = DirectorySet)]
    [ValidateNotNull]
    public string NullValue { get; set; } = "";

    /// <summary>CSV that Excel opens as it should: with a byte order mark, and the list separator and the decimal separator of this culture.</summary>
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = DirectorySet)]
    public SwitchParameter ExcelFriendly { get; set; }

    /// <summary>Puts an apostrophe before text in a CSV file that a spreadsheet would take for a formula.</summary>
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = DirectorySet)]
    public SwitchParameter EscapeFormula { get; set; }

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
        // All items are found before the first is exported: a title that does not exist must not cost a query.
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

    /// <summary>The query for an item. Throws for parameters that the server would reject, before any request.</summary>
    private protected abstract ExportSource CreateSource(ResolvedItem item);

    /// <summary>Writes the rows to a file. Returns null if there was nothing to request.</summary>
    internal virtual async Task<OwoxExportResult?> ToFileAsync(
        OwoxClient client, RowQuery query, SchemaReader schema, FileExportOptions target, Action<long, long> progress, CancellationToken cancellationToken) =>
        await RowExporter.ToFileAsync(client, query, schema, target, progress, cancellationToken).ConfigureAwait(false);

    private ExportSource Find(string name)
    {
        _export!.RequireSingleFile(InputItems.Length);
        ConversionOptions.Check(this);
        _ = CreateSource(new ResolvedItem(name, Title: null));
        var found = Resolver.Find(name);
        return CreateSource(Title is null || InputItems.Length > 1 ? found : found with { Title = Title });
    }
}
