using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using Owox.PowerShell.Exports;
using Owox.PowerShell.Inventory;

namespace Owox.PowerShell.Commands;

/// <summary>A cmdlet that exports the rows of each thing that it gets.</summary>
public abstract class ExportCommand : FileCommand
{
    private readonly List<ExportSource> _forDirectory = [];
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);
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

    /// <summary>What to export, as it was named: by ID or by whole title.</summary>
    private protected abstract string[] Given { get; }

    /// <summary>Finds what was named.</summary>
    private protected abstract Names Names { get; }

    /// <summary>What is exported, for messages.</summary>
    private protected abstract string Kind { get; }

    protected override void ProcessRecord()
    {
        // All are found before the first is asked for: a title that nothing has costs no query.
        var found = new List<ExportSource>();
        foreach (var name in Given)
        {
            OneOf(Given.Length, name, () => found.Add(Find(name)));
        }

        if (ParameterSetName == DirectorySet)
        {
            // What comes twice would write its one file twice.
            _forDirectory.AddRange(found.Where(source => _ids.Add(source.Id)));
            return;
        }

        foreach (var source in found)
        {
            OneOf(Given.Length, source.Id, () => Export(source));
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
    private protected abstract ExportSource Source(Named named);

    /// <summary>Writes the rows to a file; null where there was nothing to ask for.</summary>
    private protected virtual async Task<OwoxExportResult?> ToFileAsync(
        OwoxClient client, RowQuery query, ExportTarget target, Action<long, long> progress, CancellationToken stop) =>
        await RowExport.ToFileAsync(client, query, target, progress, stop).ConfigureAwait(false);

    private ExportSource Find(string name)
    {
        RequireOne();
        _ = Source(new Named(name, Title: null));
        var found = Names.Find(name);
        return Source(Title is null || Given.Length > 1 ? found : found with { Title = Title });
    }

    // A second one would replace the file of the first.
    private void RequireOne()
    {
        if (ParameterSetName == PathSet && !Append && (Given.Length > 1 || _isPathTaken))
        {
            throw new OwoxConfigurationException(
                ErrorReason.PathInvalid, $"-Path is one file, for one {Kind}. Write several with -Directory, or with -Append those that have the same columns.");
        }
    }

    private void Export(ExportSource source)
    {
        if (ParameterSetName == PathSet)
        {
            ToFile(source, Place!);
        }
        else if (ShouldProcess(source.FullName, "Stream the rows"))
        {
            var typing = Typed ? new RowTyping(OnConversionError == ConversionErrorAction.Keep) : null;
            new ObjectExport(this, typing).Run(Call(source.QueryAsync), SetRunId);
        }
    }

    private void SetRunId(string? runId)
    {
        if (RunIdVariable is not null)
        {
            SessionState.PSVariable.Set(RunIdVariable, runId);
        }
    }

    private void ToFile(ExportSource source, ExportTarget target)
    {
        _isPathTaken = true;
        if (!ShouldProcess(target.Path, $"Export {Kind} {source.FullName}"))
        {
            return;
        }

        var result = new FileExport(this).Run(source.FullName, async (client, progress, stop) =>
        {
            var query = await source.QueryAsync(client, stop).ConfigureAwait(false);
            return await ToFileAsync(client, query, target, progress, stop).ConfigureAwait(false);
        });
        if (result is null)
        {
            WriteVerbose($"The last export of {Kind} {source.FullName} is as late as this one: there is nothing to ask for yet.");
        }
    }

    private void ToDirectory()
    {
        var sources = _forDirectory.Where(source => ShouldProcess(source.FullName, $"Export to {Place!.Path}")).ToArray();
        new DirectoryExport(this, ThrottleLimit).Run(sources, Kind, InFolder);
    }
}
