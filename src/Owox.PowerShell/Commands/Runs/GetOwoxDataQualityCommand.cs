using System.Management.Automation;
using Owox.PowerShell.Binding;
using Owox.PowerShell.Completion;

namespace Owox.PowerShell.Commands.Runs;

/// <summary>Returns the latest results of the data-quality checks of data marts.</summary>
[Cmdlet(VerbsCommon.Get, "OwoxDataQuality")]
[OutputType(typeof(OwoxDataQuality))]
public sealed class GetOwoxDataQualityCommand : ConnectionCmdletBase
{
    private readonly List<string> _wanted = [];

    /// <summary>The IDs or full titles of data marts. Default: all of the project.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Id")]
    [ArgumentCompleter(typeof(DataMartNameCompleter))]
    [ResourceIdTransformation("DataMart", typeof(DataMart), typeof(DataMartReference))]
    [ValidateNotNullOrEmpty]
    public string[]? DataMartId { get; set; }

    /// <summary>Includes each check of the run, with one more request for each data mart with a run.</summary>
    [Parameter]
    public SwitchParameter Detailed { get; set; }

    private protected override void ProcessInput()
    {
        foreach (var mart in DataMartId ?? [])
        {
            InvokeForItem(DataMartId!.Length, mart, () => _wanted.Add(DataMarts.IdOf(mart)));
        }
    }

    private protected override void Complete()
    {
        if (DataMartId is null && !MyInvocation.ExpectingInput)
        {
            InvokeTerminating(Connection, () => _wanted.AddRange(DataMarts.All.Select(static mart => mart.Id)));
        }

        var ids = _wanted.Distinct(StringComparer.OrdinalIgnoreCase).ToArray();
        for (var from = 0; from < ids.Length; from += DataQualityClient.MaxBatchSize)
        {
            var some = ids.Skip(from).Take(DataQualityClient.MaxBatchSize).ToArray();
            InvokeTerminating(Connection, () => Write(some, ids.Length));
        }
    }

    private void Write(string[] ids, int count)
    {
        var summaries = Call((client, cancellationToken) => client.DataQuality.GetSummariesAsync(ids, cancellationToken));
        var titles = DataMarts.All.ToDictionary(static mart => mart.Id, static mart => mart.Title, StringComparer.OrdinalIgnoreCase);
        foreach (var id in ids)
        {
            InvokeForItem(count, id, () => WriteObject(summaries.TryGetValue(id, out var summary)
                ? new OwoxDataQuality(id, titles.TryGetValue(id, out var title) ? title : null, summary, Detailed ? Checks(id, summary?.DataMartRunId) : [])
                : throw DataMarts.NotFound($"There is no data mart with the ID {id}, or this connection does not have access to it. Check the ID.")));
        }
    }

    private DataQualityCheck[] Checks(string dataMartId, string? runId) => runId is null
        ? []
        : Call((client, cancellationToken) => client.Runs.GetAsync(dataMartId, runId, cancellationToken)).DataQuality?.Results ?? [];
}
