using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using Owox.PowerShell.Binding;
using Owox.PowerShell.Completion;
using Owox.PowerShell.Runs;

namespace Owox.PowerShell.Commands;

/// <summary>Lists the runs of a project or of data marts, the newest first, or gets some by ID.</summary>
[Cmdlet(VerbsCommon.Get, "OwoxRun", DefaultParameterSetName = ListSet, SupportsPaging = true)]
[OutputType(typeof(Run))]
public sealed class GetOwoxRunCommand : ConnectedCommand
{
    private const string ListSet = "List";
    private const string IdSet = "Id";
    private const string PipedSet = "Piped";

    /// <summary>IDs or whole titles of data marts. Default: all of the project. With -Id, the one that the runs belong to.</summary>
    [Parameter(ParameterSetName = ListSet, Position = 0)]
    [Parameter(ParameterSetName = IdSet)]
    [ArgumentCompleter(typeof(DataMartNameCompleter))]
    [ToIdOf("DataMart", typeof(DataMart), typeof(DataMartReference))]
    [ValidateNotNullOrEmpty]
    public string[]? DataMartId { get; set; }

    /// <summary>IDs of runs.</summary>
    [Parameter(ParameterSetName = IdSet, Mandatory = true)]
    [Alias("RunId")]
    [ArgumentCompleter(typeof(RunIdCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? Id { get; set; }

    /// <summary>Data marts, whose runs are listed; runs, which are got anew; anything else with a DataMartId or a RunId.</summary>
    [Parameter(ParameterSetName = PipedSet, Mandatory = true, ValueFromPipeline = true)]
    [ValidateNotNull]
    public PSObject? InputObject { get; set; }

    /// <summary>Only runs with one of these states, for example Failed.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [Parameter(ParameterSetName = PipedSet)]
    [ArgumentCompleter(typeof(RunStatusCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? Status { get; set; }

    /// <summary>Only runs of one of these types, for example CONNECTOR.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [Parameter(ParameterSetName = PipedSet)]
    [ArgumentCompleter(typeof(RunTypeCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? Type { get; set; }

    /// <summary>Only runs that were created then or later.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [Parameter(ParameterSetName = PipedSet)]
    [ToMoment]
    public DateTimeOffset? Since { get; set; }

    /// <summary>Only runs that were created before then.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [Parameter(ParameterSetName = PipedSet)]
    [ToMoment]
    public DateTimeOffset? Until { get; set; }

    private RunFilter Filter => new(Status, Type, Since, Until);

    protected override void ProcessRecord()
    {
        if (ParameterSetName == PipedSet)
        {
            OrReport(InputObject, () => GetPiped(PipedRun.From(InputObject!) ?? throw RunFilter.Invalid(
                "What came through the pipeline is neither a data mart nor a run, and has no property DataMartId or RunId.")));
        }
    }

    protected override void EndProcessing()
    {
        if (ParameterSetName == IdSet)
        {
            OrTerminate(DataMartId, GetById);
        }
        else if (DataMartId is not null)
        {
            foreach (var mart in DataMartId)
            {
                OneOf(DataMartId.Length, mart, () => List(DataMarts.IdOf(mart)));
            }
        }
        else if (ParameterSetName == ListSet && !MyInvocation.ExpectingInput)
        {
            OrTerminate(Connection, () => List(dataMartId: null));
        }
    }

    private void GetPiped(PipedRun piped)
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
        if (DataMartId is { Length: > 1 })
        {
            throw RunFilter.Invalid("With -Id, -DataMartId names the one data mart that the runs belong to.");
        }

        var mart = DataMartId is null ? null : DataMarts.IdOf(DataMartId[0]);
        foreach (var id in Id!)
        {
            OrReport(id, () => Get(mart, id));
        }
    }

    private void Get(string? dataMartId, string id) => WriteObject(Call(async (client, stop) =>
    {
        var mart = dataMartId ?? (await client.Runs.FindAsync(id, stop).ConfigureAwait(false)).DataMartId;
        return await client.GetRunAsync(mart!, id, stop).ConfigureAwait(false);
    }));

    private void List(string? dataMartId)
    {
        var (filter, skip, left) = (Filter, PagingParameters.Skip, PagingParameters.First);
        if (PagingParameters.IncludeTotalCount)
        {
            WriteObject(PagingParameters.NewTotalCount(0, accuracy: 0));
        }

        if (left == 0)
        {
            return;
        }

        foreach (var run in Runs(dataMartId, filter).Where(filter.IsMatch))
        {
            if (skip > 0)
            {
                skip--;
                continue;
            }

            WriteObject(run);
            if (--left == 0)
            {
                return;
            }
        }
    }

    private IEnumerable<Run> Runs(string? dataMartId, RunFilter filter)
    {
        var pager = new RunPager(dataMartId);
        var wanted = filter.IsEmpty && PagingParameters.First < int.MaxValue ? (int)Math.Min(PagingParameters.First + PagingParameters.Skip, int.MaxValue) : (int?)null;
        while (Call((client, stop) => pager.NextAsync(client, wanted, stop)) is { } page)
        {
            foreach (var run in page)
            {
                yield return run;
            }

            // The newest come first: what follows a page that ends too early is earlier still.
            if (page.LastOrDefault() is { } last && filter.IsTooEarly(last))
            {
                yield break;
            }
        }

        if (pager.IsCutOff)
        {
            WriteWarning("The server lists no runs of a project beyond its newest 100,000. Name a data mart with -DataMartId to see its older ones.");
        }
    }
}
