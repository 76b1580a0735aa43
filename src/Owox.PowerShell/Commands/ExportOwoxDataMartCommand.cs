using System;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using Owox.PowerShell.Output;
using Owox.PowerShell.Rules;

namespace Owox.PowerShell.Commands;

/// <summary>Streams the rows of data marts as objects, and proves in the end that they are all.</summary>
[Cmdlet(VerbsData.Export, "OwoxDataMart")]
[OutputType(typeof(PSObject))]
public sealed class ExportOwoxDataMartCommand : ConnectedCommand
{
    // A few batches ahead keep both threads busy; more would only hold memory.
    private const int BatchesAhead = 8;

    /// <summary>IDs of data marts.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("DataMartId")]
    [ValidateNotNullOrEmpty]
    public string[]? Id { get; set; }

    /// <summary>Exact names of columns, in the order wanted; case counts. Default: all native columns.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[]? Column { get; set; }

    /// <summary>All native columns, with those of -Column after them.</summary>
    [Parameter]
    public SwitchParameter AllColumns { get; set; }

    /// <summary>All native columns and all joined ones. Excludes -Column.</summary>
    [Parameter]
    public SwitchParameter IncludeJoined { get; set; }

    /// <summary>Conditions, all of which a row must meet: hashtables with column, operator and value, or JSON text.</summary>
    [Parameter]
    [ValidateNotNull]
    public object[]? Filter { get; set; }

    /// <summary>Keys to sort by: hashtables with column and direction (asc, desc), or JSON text.</summary>
    [Parameter]
    [ValidateNotNull]
    public object[]? Sort { get; set; }

    /// <summary>Columns to aggregate: hashtables with column and function, or JSON text. Needs -Column.</summary>
    [Parameter]
    [ValidateNotNull]
    public object[]? Aggregation { get; set; }

    /// <summary>Date columns to cut to their day, week, month, quarter or year: hashtables with column, unit and timeZone, or JSON text. Needs -Column.</summary>
    [Parameter]
    [ValidateNotNull]
    public object[]? DateBucket { get; set; }

    /// <summary>How many rows at the most.</summary>
    [Parameter]
    [ValidateRange(1, long.MaxValue)]
    public long? Limit { get; set; }

    /// <summary>The name of a variable that gets the server's ID of the run, as soon as the first row comes.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? RunIdVariable { get; set; }

    protected override void ProcessRecord()
    {
        foreach (var id in Id!)
        {
            // Alone, a data mart that fails is the failure of the command; among several, of itself.
            if (Id.Length == 1 && !MyInvocation.ExpectingInput)
            {
                OrTerminate(id, () => Export(id));
            }
            else
            {
                OrReport(id, () => Export(id));
            }
        }
    }

    private void Export(string id)
    {
        var query = Query(id);
        using var rows = Call((client, stop) => client.OpenRowsAsync(query, stop));
        if (RunIdVariable is not null)
        {
            SessionState.PSVariable.Set(RunIdVariable, rows.RunId);
        }

        using var pump = new PipelinePump<RowBatch>(BatchesAhead);
        using var reading = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        try
        {
            pump.Run(Task.Run(() => ReadAsync(rows, pump, reading.Token), CancellationToken.None), Write);
        }
        catch (OperationCanceledException) when (Stop.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
        finally
        {
            // A later command that has had enough leaves by an exception: the socket is closed before it is told.
            reading.Cancel();
        }

        var proof = Call(rows.VerifyAsync);
        if (!proof.IsVerified)
        {
            WriteWarning($"{rows.RowsReceived} rows of data mart {id} came and the stream ended well, but that they are all could not be confirmed: {proof.WhyNot}.");
        }

        WriteVerbose($"{rows.RowsReceived} rows, {rows.BytesReceived} bytes, run {rows.RunId}.");
    }

    private static async Task<bool> ReadAsync(RowStream rows, PipelinePump<RowBatch> pump, CancellationToken stop)
    {
        var objects = new RowObjects(pump, stop);
        while (await rows.ReadAsync(objects, stop).ConfigureAwait(false))
        {
            objects.Flush();
        }

        return true;
    }

    private void Write(RowBatch batch)
    {
        foreach (var renamed in batch.Renamed)
        {
            WriteWarning($"Two columns differ only in case. PowerShell cannot tell them apart: '{renamed.Key}' is called '{renamed.Value}' here.");
        }

        foreach (var row in batch.Rows)
        {
            WriteObject(row);
        }
    }

    private DataMartQuery Query(string id) => new(id)
    {
        Columns = Column ?? [],
        AllColumns = AllColumns,
        IncludeJoined = IncludeJoined,
        Filter = RuleReader.Filters(Filter),
        Sort = RuleReader.Sorts(Sort),
        Aggregation = RuleReader.Aggregations(Aggregation),
        DateBucket = RuleReader.DateBuckets(DateBucket),
        Limit = Limit,
    };
}
