using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using Owox.Http;
using Owox.PowerShell.Exports;

namespace Owox.PowerShell.Commands;

/// <summary>A cmdlet that exports the rows of each thing that it gets.</summary>
public abstract class ExportCommand : FileCommand
{
    private readonly List<(string Id, string? Title)> _forDirectory = [];
    private bool _isPathTaken;

    /// <summary>How many rows at the most.</summary>
    [Parameter]
    [ValidateRange(1, long.MaxValue)]
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

    /// <summary>What happens to a value that is not of its column's type: Stop ends the export with an error, Keep leaves it as it came.</summary>
    [Parameter(ParameterSetName = ObjectSet)]
    public ConversionErrorAction OnConversionError { get; set; }

    /// <summary>The IDs of what to export.</summary>
    private protected abstract string[] Ids { get; }

    /// <summary>What is exported, for messages.</summary>
    private protected abstract string Kind { get; }

    /// <summary>Whether -Path names a series of files.</summary>
    private protected virtual bool IsSeries => false;

    protected override void ProcessRecord()
    {
        if (ParameterSetName == DirectorySet)
        {
            // What comes twice would write its one file twice.
            var known = _forDirectory.Select(static item => item.Id);
            _forDirectory.AddRange(Ids.Except(known, StringComparer.Ordinal).Select(id => (id, Ids.Length == 1 ? Title : null)).ToArray());
            return;
        }

        foreach (var id in Ids)
        {
            OneOf(Ids.Length, id, () => Export(id));
        }
    }

    protected override void EndProcessing()
    {
        if (_forDirectory.Count > 0)
        {
            OrTerminate(Directory, ToDirectory);
        }
    }

    /// <summary>What to export. What the server would refuse is refused here, before any call.</summary>
    private protected abstract ExportSource Source(string id, string? title);

    /// <summary>Writes the rows to a file; null where there was nothing to ask for.</summary>
    private protected virtual async Task<OwoxExportResult?> ToFileAsync(
        OwoxClient client, ExportSource source, ExportTarget target, Action<long, long> progress, CancellationToken stop)
    {
        var query = await source.QueryAsync(client, stop).ConfigureAwait(false);
        return await RowExport.ToFileAsync(client, query, target, progress, stop).ConfigureAwait(false);
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
            new ObjectExport(this, typing).Run(Call(Source(id, title: null).QueryAsync), SetRunId);
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
        var (format, compress) = ExportPath.FormatOf(path, Format, Compress, IsSeries);
        var target = Target(path, format, compress);
        var source = Source(id, title: null);
        if (!ShouldProcess(path, $"Export {Kind} {id}"))
        {
            return;
        }

        var result = new FileExport(this).Run(id, (client, progress, stop) => ToFileAsync(client, source, target, progress, stop));
        if (result is null)
        {
            WriteVerbose($"The last export of {Kind} {id} is as late as this one: there is nothing to ask for yet.");
        }
    }

    private void ToDirectory()
    {
        var folder = ExportPath.Resolve(this, Directory!, isFolder: true);
        var format = Format ?? RowFileFormat.Ndjson;
        var sources = _forDirectory
            .Where(item => ShouldProcess(ServerText.Clean($"{item.Title ?? item.Id} ({item.Id})", [])!, $"Export to {folder}"))
            .Select(item => Source(item.Id, item.Title)).ToArray();
        new DirectoryExport(this, ThrottleLimit).Run(sources, Kind, (title, id) =>
            Target(System.IO.Path.Combine(folder, ExportPath.FileName(title, id, format, Compress)), format, Compress));
    }

    // A second one would replace the file of the first.
    private void RequireOne()
    {
        if (!Append && (Ids.Length > 1 || _isPathTaken))
        {
            throw new OwoxConfigurationException(
                ErrorReason.PathInvalid, $"-Path is one file, for one {Kind}. Write several with -Directory, or with -Append those that have the same columns.");
        }

        _isPathTaken = true;
    }
}
