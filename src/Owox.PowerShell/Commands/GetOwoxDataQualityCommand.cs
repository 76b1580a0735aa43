using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using Owox.PowerShell.Binding;
using Owox.PowerShell.Completion;

namespace Owox.PowerShell.Commands;

/// <summary>Tells how the data-quality checks of data marts came out the last time.</summary>
[Cmdlet(VerbsCommon.Get, "OwoxDataQuality")]
[OutputType(typeof(OwoxDataQuality))]
public sealed class GetOwoxDataQualityCommand : ConnectedCommand
{
    private readonly List<string> _wanted = [];

    /// <summary>IDs or whole titles of data marts. Default: all of the project.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Id")]
    [ArgumentCompleter(typeof(DataMartNameCompleter))]
    [ToIdOf("DataMart", typeof(DataMart), typeof(DataMartReference))]
    [ValidateNotNullOrEmpty]
    public string[]? DataMartId { get; set; }

    /// <summary>Gets each check of the run, too: one more call for each data mart that has had one.</summary>
    [Parameter]
    public SwitchParameter Detailed { get; set; }

    protected override void ProcessRecord()
    {
        foreach (var mart in DataMartId ?? [])
        {
            OneOf(DataMartId!.Length, mart, () => _wanted.Add(DataMarts.IdOf(mart)));
        }
    }

    protected override void EndProcessing()
    {
        if (DataMartId is null && !MyInvocation.ExpectingInput)
        {
            OrTerminate(Connection, () => _wanted.AddRange(DataMarts.All.Select(static mart => mart.Id)));
        }

        var ids = _wanted.Distinct(StringComparer.OrdinalIgnoreCase).ToArray();
        for (var from = 0; from < ids.Length; from += DataQualityResource.MostAtATime)
        {
            var some = ids.Skip(from).Take(DataQualityResource.MostAtATime).ToArray();
            OrTerminate(Connection, () => Write(some, ids.Length));
        }
    }

    private void Write(string[] ids, int count)
    {
        var summaries = Call((client, stop) => client.DataQuality.GetSummariesAsync(ids, stop));
        var titles = DataMarts.All.ToDictionary(static mart => mart.Id, static mart => mart.Title, StringComparer.OrdinalIgnoreCase);
        foreach (var id in ids)
        {
            OneOf(count, id, () => WriteObject(summaries.TryGetValue(id, out var summary)
                ? new OwoxDataQuality(id, titles.TryGetValue(id, out var title) ? title : null, summary, Detailed ? Checks(id, summary?.DataMartRunId) : [])
                : throw DataMarts.NotFound($"There is no data mart {id}, or this connection may not see it. Check the ID.")));
        }
    }

    private DataQualityCheck[] Checks(string dataMartId, string? runId) => runId is null
        ? []
        : Call((client, stop) => client.GetRunAsync(dataMartId, runId, stop)).DataQuality?.Results ?? [];
}
