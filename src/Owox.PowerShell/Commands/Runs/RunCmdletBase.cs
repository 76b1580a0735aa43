using System.Management.Automation;
using Owox.PowerShell.Binding;
using Owox.PowerShell.Completion;

namespace Owox.PowerShell.Commands.Runs;

/// <summary>The base class of cmdlets for existing runs.</summary>
public abstract class RunCmdletBase : ConnectionCmdletBase
{
    /// <summary>IDs of runs.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("RunId")]
    [ArgumentCompleter(typeof(RunIdCompleter))]
    [ResourceIdTransformation("Run", typeof(Run))]
    [ValidateNotNullOrEmpty]
    public string[] Id { get; set; } = [];

    /// <summary>The ID or full title of the runs' data mart. Default: the data mart is found in the runs of the project.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(DataMartNameCompleter))]
    [ResourceIdTransformation("DataMart", typeof(DataMart), typeof(DataMartReference), IsSingle = true)]
    public string? DataMartId { get; set; }

    // The value can be empty: a run of an older server does not contain its data mart.
    /// <summary>The ID of the specified data mart, or null if none was specified.</summary>
    private protected string? KnownDataMart => string.IsNullOrEmpty(DataMartId) ? null : DataMarts.IdOf(DataMartId!);

    /// <summary>Reads the record of the run.</summary>
    private protected static async Task<Run> ReadAsync(OwoxClient client, string? dataMartId, string id, CancellationToken cancellationToken)
    {
        var mart = dataMartId ?? (await client.Runs.FindAsync(id, cancellationToken).ConfigureAwait(false)).DataMartId;
        return await client.Runs.GetAsync(mart ?? "", id, cancellationToken).ConfigureAwait(false);
    }
}
