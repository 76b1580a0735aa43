using System.Diagnostics;
using System.Management.Automation;
using System.Text.Json;
using Owox.PowerShell.Binding;
using Owox.PowerShell.Completion;
using Owox.PowerShell.Inventory;
using Owox.PowerShell.Json;
using Owox.PowerShell.Runs;
using Owox.Redaction;

namespace Owox.PowerShell.Commands.Runs;

/// <summary>Starts connector runs, for new data or for a backfill, or runs of data-quality checks.</summary>
[Cmdlet(VerbsLifecycle.Start, "OwoxRun", SupportsShouldProcess = true, DefaultParameterSetName = IncrementalSet)]
[OutputType(typeof(Run))]
public sealed class StartOwoxRunCommand : ConnectionCmdletBase
{
    private const string IncrementalSet = "Incremental";
    private const string BackfillSet = "Backfill";
    private const string PayloadSet = "Payload";
    private const string DataQualitySet = "DataQuality";
    private const int MaxTimeoutSec = 2_000_000;

    private RunPayload _payload = RunPayload.Incremental;
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private BackfillPeriods? _periods;

    /// <summary>The IDs or full titles of data marts.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Id")]
    [ArgumentCompleter(typeof(DataMartNameCompleter))]
    [ResourceIdTransformation("DataMart", typeof(DataMart), typeof(DataMartReference))]
    [ValidateNotNullOrEmpty]
    public string[] DataMartId { get; set; } = [];

    /// <summary>Reloads data of a past period: a hashtable with the fields that the connector defines, such as StartDate and EndDate.</summary>
    [Parameter(ParameterSetName = BackfillSet, Mandatory = true)]
    [ValidateNotNull]
    public object? Backfill { get; set => Bind(ref field, value); }

    /// <summary>
    /// Splits a backfill into periods of at most 31 days and runs them one after the other. The cmdlet returns when the last run has ended.
    /// </summary>
    [Parameter(ParameterSetName = BackfillSet)]
    public SwitchParameter Split { get; set => Bind(ref field, value); }

    /// <summary>Skips periods that earlier runs with the same fields have completed, and waits for a run that is still active.</summary>
    [Parameter(ParameterSetName = BackfillSet)]
    [RequiresParameter(nameof(Split))]
    public SwitchParameter Resume { get; set => Bind(ref field, value); }

    /// <summary>The timeout for all runs of -Split together, in seconds. Default: no timeout.</summary>
    [Parameter(ParameterSetName = BackfillSet)]
    [RequiresParameter(nameof(Split))]
    [NumberRange(1, MaxTimeoutSec)]
    [SingleValue]
    public int? TimeoutSec { get; set => Bind(ref field, value); }

    /// <summary>The payload in the format of the API: a hashtable, an object or JSON text with runType and data.</summary>
    [Parameter(ParameterSetName = PayloadSet, Mandatory = true)]
    [ValidateNotNull]
    public object? Payload { get; set => Bind(ref field, value); }

    /// <summary>Starts the data-quality checks of the data mart instead of a connector run.</summary>
    [Parameter(ParameterSetName = DataQualitySet, Mandatory = true)]
    public SwitchParameter DataQuality { get; set => Bind(ref field, value); }

    private string Action => ParameterSetName switch
    {
        BackfillSet when _periods is { } all => $"Start {(Resume ? "up to " : "")}{all.Count} backfill{(all.Count == 1 ? "" : "s, one after the other")}: {all}",
        BackfillSet => "Start a backfill",
        PayloadSet => "Start a run with this payload",
        DataQualitySet => "Start the data-quality checks",
        _ => "Start an incremental run",
    };

    private protected override void Prepare() => InvokeTerminating(target: null, () =>
    {
        _payload = ParameterSetName switch
        {
            BackfillSet => RunPayload.Backfill(Json(Backfill)),
            PayloadSet => RunPayload.From(Json(Payload)),
            _ => RunPayload.Incremental,
        };
        _periods = Split ? new BackfillPeriods(Json(Backfill)) : null;
    });

    private protected override void ProcessInput()
    {
        foreach (var mart in DataMartId)
        {
            InvokeForItem(DataMartId.Length, mart, () => Start(Find(mart)));
        }
    }

    private TimeSpan? Limit => TimeoutSec is { } seconds ? TimeSpan.FromSeconds(seconds) : null;

    // The lookup of a title is a request, too.
    private ResolvedItem Find(string mart) => RequestTimeout.Run(
        Limit is not { } all ? null : all > _watch.Elapsed ? all - _watch.Elapsed : TimeSpan.Zero,
        () => new OwoxConnectionException(
            ErrorReason.TimedOut,
            FormattableString.Invariant($"The data mart '{ServerTextSanitizer.Sanitize(mart, [])}' was not found within the {TimeoutSec} s of -TimeoutSec, because the server did not respond. No run was started.")),
        () => DataMarts.Find(mart));

    private static JsonElement Json(object? given)
    {
        try
        {
            using var document = JsonDocument.Parse(PSObjectJsonWriter.SerializeWithOffsets(given));
            return document.RootElement.Clone();
        }
        catch (JsonException e)
        {
            throw RunPayload.Invalid(e.LineNumber is null ? e.Message : $"its text is not JSON (line {e.LineNumber + 1}, byte {e.BytePositionInLine}); a hashtable such as @{{ StartDate = '2026-01-01' }} is also accepted", e);
        }
    }

    private void Start(ResolvedItem mart)
    {
        if (!ShouldProcess($"data mart {mart.FullName}", Action))
        {
            return;
        }

        if (_periods is not null)
        {
            new SplitBackfill(this, mart, _periods, _watch, Limit).Run(Resume);
            return;
        }

        var id = Call((client, cancellationToken) => ParameterSetName == DataQualitySet
            ? client.Runs.StartDataQualityAsync(mart.Id, cancellationToken)
            : client.Runs.StartAsync(mart.Id, _payload, cancellationToken));
        WriteObject(Record(mart.Id, id));
    }

    // The run has been started, even if its record cannot be read.
    private Run Record(string dataMartId, string id)
    {
        try
        {
            return Call((client, cancellationToken) => client.Runs.GetAsync(dataMartId, id, cancellationToken));
        }
        catch (OwoxException e)
        {
            WriteWarning($"The run {id} was started, but its record could not be read: {e.Message}");
            return Run.CreatePlaceholder(id, dataMartId, "PENDING");
        }
    }
}
