using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using Owox.Http;
using Owox.PowerShell.Exports;

namespace Owox.PowerShell.Commands;

/// <summary>Streams the rows of data marts as objects or into files, and proves in the end that they are all.</summary>
[Cmdlet(VerbsData.Export, "OwoxDataMart", SupportsShouldProcess = true, DefaultParameterSetName = ObjectSet)]
[OutputType(typeof(OwoxRow), ParameterSetName = [ObjectSet])]
[OutputType(typeof(OwoxExportResult), ParameterSetName = [PathSet, DirectorySet])]
public sealed class ExportOwoxDataMartCommand : FileCommand
{
    private readonly List<(string Id, string? Title)> _forDirectory = [];
    private bool _isPathTaken;

    /// <summary>IDs of data marts.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("DataMartId")]
    [ValidateNotNullOrEmpty]
    public string[]? Id { get; set; }

    /// <summary>The title, for the name of the file; comes with data marts from the pipeline.</summary>
    [Parameter(ParameterSetName = DirectorySet, ValueFromPipelineByPropertyName = true)]
    public string? Title { get; set; }

    /// <summary>The name of a variable that gets the server's ID of the run, as soon as the first row comes.</summary>
    [Parameter(ParameterSetName = ObjectSet)]
    [ValidateNotNullOrEmpty]
    public string? RunIdVariable { get; set; }

    /// <summary>Gives values the types that their columns have in the warehouse, which sends many of them as text.</summary>
    [Parameter(ParameterSetName = ObjectSet)]
    public SwitchParameter Typed { get; set; }

    /// <summary>What happens to a value that is not of its column's type: Stop ends the export with an error, Keep leaves it as it came.</summary>
    [Parameter(ParameterSetName = ObjectSet)]
    public ConversionErrorAction OnConversionError { get; set; }

    protected override void ProcessRecord()
    {
        if (ParameterSetName == DirectorySet)
        {
            // A data mart that comes twice would write its one file twice.
            var known = _forDirectory.Select(static mart => mart.Id);
            _forDirectory.AddRange(Id!.Except(known, StringComparer.Ordinal).Select(id => (id, Id!.Length == 1 ? Title : null)).ToArray());
            return;
        }

        foreach (var id in Id!)
        {
            OneOf(Id.Length, id, () => Export(id));
        }
    }

    protected override void EndProcessing()
    {
        if (_forDirectory.Count > 0)
        {
            OrTerminate(Directory, ToDirectory);
        }
    }

    private void Export(string id)
    {
        if (ParameterSetName == PathSet)
        {
            ToFile(id);
        }
        else if (ShouldProcess(id, "Stream the rows"))
        {
            var typing = Typed ? new RowTyping(OnConversionError == ConversionErrorAction.Keep) : null;
            new ObjectExport(this, typing).Run(Query(id), SetRunId);
        }
    }

    private void SetRunId(string? runId)
    {
        if (RunIdVariable is not null)
        {
            SessionState.PSVariable.Set(RunIdVariable, runId);
        }
    }

    private void ToFile(string id)
    {
        var path = ExportPath.Resolve(this, Path!, isFolder: false);
        RequireOne();
        var (format, compress) = ExportPath.FormatOf(path, Format, Compress, isSeries: Incremental);
        var target = Target(path, format, compress);
        var query = Query(id);
        RequireWatermark();
        if (!ShouldProcess(path, $"Export data mart {id}"))
        {
            return;
        }

        var result = new FileExport(this).Run(id, async (client, progress, stop) => Incremental
            ? await IncrementalExport.RunAsync(client, query, target, Watermark!, progress, stop).ConfigureAwait(false)
            : await RowExport.ToFileAsync(client, query, target, progress, stop).ConfigureAwait(false));
        if (result is null)
        {
            WriteVerbose($"The last export of data mart {id} by '{Watermark}' is as late as this one: there is nothing to ask for yet.");
        }
    }

    private void ToDirectory()
    {
        var folder = ExportPath.Resolve(this, Directory!, isFolder: true);
        var format = Format ?? RowFileFormat.Ndjson;
        var marts = _forDirectory.Where(mart => ShouldProcess(ServerText.Clean($"{mart.Title ?? mart.Id} ({mart.Id})", [])!, $"Export to {folder}")).ToArray();
        new DirectoryExport(this, folder, ThrottleLimit).Run(
            marts,
            Query,
            (title, id, into) => Target(System.IO.Path.Combine(into, ExportPath.FileName(title, id, format, Compress)), format, Compress));
    }

    // A second data mart would replace the file of the first.
    private void RequireOne()
    {
        if (!Append && (Id!.Length > 1 || _isPathTaken))
        {
            throw new OwoxConfigurationException(
                ErrorReason.PathInvalid, "-Path is one file, for one data mart. Write several with -Directory, or with -Append those that have the same columns.");
        }

        _isPathTaken = true;
    }

    private void RequireWatermark()
    {
        if (Incremental != (Watermark is not null))
        {
            throw Rules.RuleEntry.Invalid("-Incremental and -Watermark go together: the watermark is the column that tells new rows");
        }

        if (Incremental && Limit is not null)
        {
            throw Rules.RuleEntry.Invalid("-Incremental excludes -Limit: the next run would begin after rows that this one left out");
        }
    }
}
