namespace Owox.Sandbox.Runs;

/// <summary>Connector and data-quality runs, which start as PENDING and end after <see cref="SandboxOptions.ConnectorRunTime"/>.</summary>
internal sealed class TimedRuns(RunHistory history, SandboxOptions options)
{
    public string StartConnector(DataMart mart, Member member, JsonNode? payload = null) => history.Read(mart, runs =>
    {
        CheckDays(payload);
        ApiError.ThrowIf(!mart.IsConnector, static () => ApiErrors.Framework(400, "Only data marts with connector definition type can be run manually"));
        return runs.Any(run => run.IsActive)
            ? throw ApiErrors.Business("Connector is already running. Please wait until it finishes")
            : Start(mart, "CONNECTOR", member, (run, starts, now) => AdvanceConnector(run, starts, now, mart.SourceIsDown), payload);
    });

    /// <summary>Starts a data-quality run. It only checks whether the table has rows.</summary>
    public string StartDataQuality(DataMart mart, Member member) => history.Read(mart, runs =>
    {
        ApiError.ThrowIf(!mart.IsPublished, static () => ApiErrors.Framework(409, "Data Mart is not published"));
        if (runs.FirstOrDefault(run => run.IsActive && run.Type == "DATA_QUALITY") is { } active)
        {
            throw new ApiError(409, new JsonObject
            {
                ["code"] = "DATA_QUALITY_RUN_ACTIVE",
                ["message"] = "A Data Quality run is already active for this Data Mart",
                ["activeRunId"] = active.Id,
                ["statusCode"] = 409,
            });
        }

        var (type, isEmpty) = (mart.DefinitionType, mart.Table?.FullName.EndsWith(".empty", StringComparison.Ordinal) != false);
        return Start(mart, "DATA_QUALITY", member, (run, created, now) => AdvanceDataQuality(run, created, now, type, isEmpty));
    });

    public void Cancel(DataMart mart, string runId) => history.Read(mart, runs =>
    {
        var run = runs.FirstOrDefault(candidate => candidate.Id == runId) ?? throw ApiErrors.Framework(404, "Data mart run not found");
        ApiError.ThrowIf(
            run.Type == "HTTP_DATA", static () => ApiErrors.Framework(400, "Only connector, standard report, and Data Quality runs can be cancelled"));
        ApiError.ThrowIf(!run.IsActive, () => ApiErrors.Framework(409, $"Cannot cancel data mart run in {run.Status} status"));
        run.Progress = null;
        run.Document["status"] = "CANCELLED";
        run.Document["finishedAt"] = Timestamp.Milliseconds(options.Clock.GetUtcNow());
        return true;
    });

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
        var document = RunDocument.New(mart, type, "PENDING", member, created);
        document["startedAt"] = null;
        document["logs"] = new JsonArray();
        document["errors"] = new JsonArray();
        document["additionalParams"] = payload is null ? null : new JsonObject { ["payload"] = payload.DeepClone() };
        if (type == "DATA_QUALITY")
        {
            document["qualitySummary"] = RunDocument.QualitySummary("QUEUED", null, (string)document["id"]!, null);
        }

        var run = history.Add(document);
        run.Progress = (record, now) => advance(record, created, now);
        return run.Id;
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
