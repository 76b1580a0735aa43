using System.Management.Automation;
using Owox.PowerShell.Binding;
using Owox.PowerShell.Exports;
using Owox.PowerShell.Inventory;

namespace Owox.PowerShell.Commands.Exports;

/// <summary>A cmdlet that exports the rows of each thing that it gets.</summary>
public abstract class ExportCmdletBase : RowOutputCmdletBase
{
    private readonly List<ExportSource> _forDirectory = [];
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);
    private bool _isPathTaken;

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

    /// <summary>What to export, as it was named: by ID or by whole title.</summary>
    private protected abstract string[] InputItems { get; }

    /// <summary>Finds what was named.</summary>
    private protected abstract TitleResolver Names { get; }

    /// <summary>What is exported, for messages.</summary>
    private protected abstract string ResourceLabel { get; }

    private protected override void ProcessInput()
    {
        // All are found before the first is asked for: a title that nothing has costs no query.
        var found = new List<ExportSource>();
        foreach (var name in InputItems)
        {
            InvokeForItem(InputItems.Length, name, () => found.Add(Find(name)));
        }

        if (ParameterSetName == DirectorySet)
        {
            // What comes twice would write its one file twice.
            _forDirectory.AddRange(found.Where(source => _ids.Add(source.Id)));
            return;
        }

        foreach (var source in found)
        {
            InvokeForItem(InputItems.Length, source.Id, () => Export(source));
        }
    }

    private protected override void Complete()
    {
        if (_forDirectory.Count > 0)
        {
            InvokeTerminating(Directory, ToDirectory);
        }
    }

    /// <summary>What to export. What the server would refuse is refused here, before any call.</summary>
    private protected abstract ExportSource Source(ResolvedItem named);

    /// <summary>Writes the rows to a file; null where there was nothing to ask for.</summary>
    private protected virtual async Task<OwoxExportResult?> ToFileAsync(
        OwoxClient client, RowQuery query, SchemaReader schema, FileExportOptions target, Action<long, long> progress, CancellationToken cancellationToken) =>
        await RowExporter.ToFileAsync(client, query, schema, target, progress, cancellationToken).ConfigureAwait(false);

    private ExportSource Find(string name)
    {
        RequireOne();
        if (Raw && Typed)
        {
            throw Rules.RuleParts.Invalid("-Raw and -Typed exclude each other: values come as they were sent, or with the types of their columns");
        }

        _ = Source(new ResolvedItem(name, Title: null));
        var found = Names.Find(name);
        return Source(Title is null || InputItems.Length > 1 ? found : found with { Title = Title });
    }

    // A second one would replace the file of the first.
    private void RequireOne()
    {
        if (ParameterSetName == PathSet && !Append && (InputItems.Length > 1 || _isPathTaken))
        {
            throw new OwoxConfigurationException(
                ErrorReason.PathInvalid, $"-Path is one file, for one {ResourceLabel}. Write several with -Directory, or with -Append those that have the same columns.");
        }
    }

    private void Export(ExportSource source)
    {
        if (ParameterSetName == PathSet)
        {
            ToFile(source, FileTarget!);
        }
        else if (ShouldProcess(source.FullName, "Stream the rows"))
        {
            new PipelineExport(this, Typing()).Run(source, SetRunId);
        }
    }

    private ConversionOptions? Typing() => Raw ? null
        : new ConversionOptions(!Typed ? RowConversion.Numbers : OnConversionError == ConversionErrorAction.Keep ? RowConversion.All : RowConversion.AllOrError);

    private void SetRunId(string? runId)
    {
        if (RunIdVariable is not null)
        {
            SessionState.PSVariable.Set(RunIdVariable, runId);
        }
    }

    private void ToFile(ExportSource source, FileExportOptions target)
    {
        _isPathTaken = true;
        if (!ShouldProcess(target.Path, $"Export {ResourceLabel} {source.FullName}"))
        {
            return;
        }

        var result = new FileExport(this).Run(source.FullName, async (client, progress, cancellationToken) =>
        {
            var query = await source.QueryAsync(client, cancellationToken).ConfigureAwait(false);
            return await ToFileAsync(client, query, source.Schema, target, progress, cancellationToken).ConfigureAwait(false);
        });
        if (result is null)
        {
            WriteVerbose($"The last export of {ResourceLabel} {source.FullName} is as late as this one: there is nothing to ask for yet.");
        }
    }

    private void ToDirectory()
    {
        var sources = _forDirectory.Where(source => ShouldProcess(source.FullName, $"Export to {FileTarget!.Path}")).ToArray();
        new DirectoryExport(this, ThrottleLimit!.Value).Run(sources, ResourceLabel, GetTargetFor);
    }
}
