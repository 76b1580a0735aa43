namespace Owox.Sandbox.Runs;

/// <summary>Connector and data-quality runs, which start as PENDING and end after <see cref="SandboxOptions.ConnectorRunTime"/>.</summary>
internal sealed class TimedRuns(ResourceStore store, SandboxOptions options)
{
    private readonly List<(JsonObject Run, Action<JsonObject, DateTimeOffset> Advance)> _active = [];

    /// <summary>Updates the active runs to the current time. It is called before each request.</summary>
    public void Advance()
    {
        _active.RemoveAll(static active => !RunDocument.IsActive(active.Run));
        _active.ForEach(active => active.Advance(active.Run, options.Clock.GetUtcNow()));
    }

    public string StartConnector(DataMart mart, Member member, JsonNode? payload = null)
    {
        CheckDays(payload);
        ApiError.ThrowIf(!mart.IsConnector, static () => ApiErrors.Framework(400, "Only data marts with connector definition type can be run manually"));
        ApiError.ThrowIf(
            Of(mart).Any(RunDocument.IsActive), static () => ApiErrors.Business("Connector is already running. Please wait until it finishes"));
        return Start(mart, "CONNECTOR", member, (run, starts, now) => AdvanceConnector(run, starts, now, mart.SourceIsDown), payload);
    }

    /// <summary>Starts a data-quality run. It only checks whether the table has rows.</summary>
    public string StartDataQuality(DataMart mart, Member member)
    {
        ApiError.ThrowIf(!mart.IsPublished, static () => ApiErrors.Framework(409, "Data Mart is not published"));
        var active = Of(mart).FirstOrDefault(static run => RunDocument.IsActive(run) && (string?)run["type"] == "DATA_QUALITY");
        ApiError.ThrowIf(active is not null, () => new ApiError(409, new JsonObject
        {
            ["code"] = "DATA_QUALITY_RUN_ACTIVE",
            ["message"] = "A Data Quality run is already active for this Data Mart",
            ["activeRunId"] = active!["id"]!.DeepClone(),
            ["statusCode"] = 409,
        }));
        var (type, isEmpty) = (mart.DefinitionType, mart.Table?.FullName.EndsWith(".empty", StringComparison.Ordinal) != false);
        return Start(mart, "DATA_QUALITY", member, (run, created, now) => AdvanceDataQuality(run, created, now, type, isEmpty));
    }

    public void Cancel(DataMart mart, string runId)
    {
        var run = Of(mart).FirstOrDefault(candidate => (string?)candidate["id"] == runId) ?? throw ApiErrors.Framework(404, "Data mart run not found");
        ApiError.ThrowIf((string?)run["type"] == "HTTP_DATA", static () =>
            ApiErrors.Framework(400, "Only connector, standard report, and Data Quality runs can be cancelled"));
        ApiError.ThrowIf(!RunDocument.IsActive(run), () => ApiErrors.Framework(409, $"Cannot cancel data mart run in {run["status"]} status"));
        run["status"] = "CANCELLED";
        run["finishedAt"] = Timestamp.Milliseconds(options.Clock.GetUtcNow());
    }

    /// <summary>Returns the numbers of the latest data-quality run.</summary>
    public JsonObject Quality(DataMart mart) =>
        (JsonObject?)Of(mart).LastOrDefault(static run => (string?)run["type"] == "DATA_QUALITY")?["qualitySummary"]?.DeepClone()
            ?? RunDocument.QualitySummary("NEVER_RUN", isEmpty: null, runId: null, finishedAt: null);

    private IEnumerable<JsonObject> Of(DataMart mart) => store.All(ResourceTable.Runs).Where(run => (string?)run["dataMartId"] == mart.Id);

    private void CheckDays(JsonNode? payload)
    {
        const int MaxDays = 31;
        if (!options.Is035 || (string?)payload?["runType"] != "MANUAL_BACKFILL")
        {
            return;
        }

        var (start, end) = (Day("StartDate"), Day("EndDate"));
        ApiError.ThrowIf(start > DateOnly.FromDateTime(options.Clock.GetUtcNow().UtcDateTime), static () => ApiErrors.Business("StartDate cannot be in the future"));
        ApiError.ThrowIf(end < start, static () => ApiErrors.Business("EndDate cannot be earlier than StartDate"));
        var days = end.DayNumber - start.DayNumber + 1;
        ApiError.ThrowIf(days > MaxDays, () => ApiErrors.Business($"Manual backfill is limited to {MaxDays} days per run (requested {days} days)"));

        DateOnly Day(string field) => DateOnly.TryParseExact(payload["data"]?[field]?.ToString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : throw ApiErrors.Business($"{field} is required in YYYY-MM-DD format");
    }

    private string Start(DataMart mart, string type, Member member, Action<JsonObject, DateTimeOffset, DateTimeOffset> advance, JsonNode? payload = null)
    {
        var created = options.Clock.GetUtcNow();
        var run = store.Add(ResourceTable.Runs, RunDocument.New(mart, type, "PENDING", member, created));
        run["logs"] = new JsonArray();
        run["errors"] = new JsonArray();
        run["additionalParams"] = payload is null ? null : new JsonObject { ["payload"] = payload.DeepClone() };
        run["qualitySummary"] = type == "DATA_QUALITY" ? RunDocument.QualitySummary("QUEUED", null, (string)run["id"]!, null) : null;
        _active.Add((run, (document, now) => advance(document, created, now)));
        return (string)run["id"]!;
    }

    private void AdvanceConnector(JsonObject run, DateTimeOffset created, DateTimeOffset now, bool fails)
    {
        var starts = created + (options.ConnectorRunTime / 3);
        var ends = created + options.ConnectorRunTime;
        if (now >= starts && run["startedAt"] is null)
        {
            run["status"] = "RUNNING";
            run["startedAt"] = Timestamp.Milliseconds(starts);
        }

        if (now >= ends)
        {
            run["status"] = fails ? "FAILED" : "SUCCESS";
            run["finishedAt"] = Timestamp.Milliseconds(ends);
            run["logs"] = new JsonArray(
                Log(starts, "Incremental mode activated"),
                Log(starts, "Configuration was loaded successfully"),
                Log(starts, "Start importing new data"),
                Log(ends, fails ? "Import is finished with errors" : "Import is finished"));
            run["errors"] = fails
                ? new JsonArray(JsonSerializer.Serialize(new { type = "error", at = At(ends), error = "fetch failed: the source does not answer" }))
                : [];
        }
    }

    private void AdvanceDataQuality(JsonObject run, DateTimeOffset created, DateTimeOffset now, string? definitionType, bool isEmpty)
    {
        var ends = created + options.ConnectorRunTime;
        if (now >= ends)
        {
            var (at, state) = (Timestamp.Milliseconds(ends), isEmpty ? "ISSUES" : "PASSED");
            run["status"] = "SUCCESS";
            run["startedAt"] = Timestamp.Milliseconds(created);
            run["finishedAt"] = at;
            run["qualitySummary"] = RunDocument.QualitySummary(state, isEmpty, (string)run["id"]!, at);
            run["dataQuality"] = RunDocument.QualityDetails(definitionType, state, isEmpty, at);
        }
    }

    // Logs are strings. Many of them contain JSON.
    private static JsonNode Log(DateTimeOffset at, string message) => JsonSerializer.Serialize(new { type = "log", at = At(at), message });

    private static string At(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
