using System.Management.Automation;
using Owox.PowerShell.Binding;
using Owox.PowerShell.Completion;
using Owox.PowerShell.Output;
using Owox.PowerShell.Runs;

namespace Owox.PowerShell.Commands.Runs;

/// <summary>Lists the runs of a project or of data marts, newest first, or returns runs by ID.</summary>
[Cmdlet(VerbsCommon.Get, "OwoxRun", DefaultParameterSetName = ListSet)]
[OutputType(typeof(Run))]
public sealed class GetOwoxRunCommand : ConnectionCmdletBase
{
    private const string ListSet = "List";
    private const string IdSet = "Id";
    private const string PipedSet = "Piped";

    /// <summary>The IDs or full titles of data marts. Default: all of the project. With -Id: the data mart of the runs.</summary>
    [Parameter(ParameterSetName = ListSet, Position = 0)]
    [Parameter(ParameterSetName = IdSet)]
    [ArgumentCompleter(typeof(DataMartNameCompleter))]
    [ResourceIdTransformation("DataMart", typeof(DataMart), typeof(DataMartReference))]
    [ValidateNotNullOrEmpty]
    public string[]? DataMartId { get; set => Bind(ref field, value); }

    /// <summary>IDs of runs.</summary>
    [Parameter(ParameterSetName = IdSet, Mandatory = true)]
    [Alias("RunId")]
    [ArgumentCompleter(typeof(RunIdCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? Id { get; set => Bind(ref field, value); }

    /// <summary>Data marts, whose runs are listed; runs, which are read again; or other objects with a DataMartId or a RunId.</summary>
    [Parameter(ParameterSetName = PipedSet, Mandatory = true, ValueFromPipeline = true)]
    [ValidateNotNull]
    public PSObject? InputObject { get; set => Bind(ref field, value); }

    /// <summary>Only runs with these statuses, for example Failed.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [Parameter(ParameterSetName = PipedSet)]
    [ArgumentCompleter(typeof(RunStatusCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? Status { get; set => Bind(ref field, value); }

    /// <summary>Only runs of these types, for example CONNECTOR.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [Parameter(ParameterSetName = PipedSet)]
    [ArgumentCompleter(typeof(RunTypeCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? Type { get; set => Bind(ref field, value); }

    /// <summary>Only runs that were created at or after this time.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [Parameter(ParameterSetName = PipedSet)]
    [DateTimeOffsetTransformation]
    public DateTimeOffset? Since { get; set => Bind(ref field, value); }

    /// <summary>Only runs that were created before this time.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [Parameter(ParameterSetName = PipedSet)]
    [DateTimeOffsetTransformation]
    public DateTimeOffset? Until { get; set => Bind(ref field, value); }

    /// <summary>The maximum number of runs.</summary>
    [Parameter]
    [SingleValue]
    public ulong? First { get; set; }

    /// <summary>The number of runs to skip.</summary>
    [Parameter]
    [NumberRange(0, int.MaxValue)]
    [SingleValue]
    public ulong? Skip { get; set; }

    /// <summary>First returns the total number of runs, which is unknown because the server does not return it.</summary>
    [Parameter]
    public SwitchParameter IncludeTotalCount { get; set; }

    private protected override void ProcessInput()
    {
        if (ParameterSetName == PipedSet)
        {
            InvokeNonTerminating(InputObject, () => GetPiped(RunReference.From(InputObject!) ?? throw RunFilter.Invalid(
                "The pipeline input is not a data mart or a run, and it has no property DataMartId or RunId.")));
        }
    }

    private protected override void Complete()
    {
        if (ParameterSetName == IdSet)
        {
            InvokeTerminating(DataMartId, GetById);
        }
        else if (DataMartId is not null)
        {
            foreach (var mart in DataMartId)
            {
                InvokeForItem(DataMartId.Length, mart, () => List(DataMarts.IdOf(mart)));
            }
        }
        else if (ParameterSetName == ListSet)
        {
            InvokeTerminating(Connection, () => List(dataMartId: null));
        }
    }

    private void GetPiped(RunReference piped)
    {
        var mart = piped.DataMart is null ? null : DataMarts.IdOf(piped.DataMart);
        if (piped.RunId is { } run)
        {
            Get(mart, run);
        }
        else
        {
            List(mart);
        }
    }

    private void GetById()
    {
        ParameterRules.RejectPaging(this, nameof(Id));
        if (DataMartId is { Length: > 1 })
        {
            throw RunFilter.Invalid("With -Id, -DataMartId must specify the one data mart that the runs belong to.");
        }

        var mart = DataMartId is null ? null : DataMarts.IdOf(DataMartId[0]);
        foreach (var id in Id!)
        {
            InvokeNonTerminating(id, () => Get(mart, id));
        }
    }

    private void Get(string? dataMartId, string id) => WriteObject(Call(async (client, cancellationToken) =>
    {
        var mart = dataMartId ?? (await client.Runs.FindAsync(id, cancellationToken).ConfigureAwait(false)).DataMartId;
        return await client.Runs.GetAsync(mart!, id, cancellationToken).ConfigureAwait(false);
    }));

    private void List(string? dataMartId)
    {
        if (IncludeTotalCount)
        {
            WriteObject(TotalCount.Create(total: null));
        }

        foreach (var run in new RunList(this, new RunFilter(Status, Type, Since, Until), Skip ?? 0, First ?? ulong.MaxValue).Read(dataMartId))
        {
            WriteObject(run);
        }
    }
}
