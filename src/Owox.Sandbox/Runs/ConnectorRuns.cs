namespace Owox.Sandbox.Runs;

/// <summary>Starts and cancels connector runs, which go from PENDING over RUNNING to their end in a few seconds.</summary>
internal sealed class ConnectorRuns
{
    private readonly RunHistory _history;
    private readonly SandboxOptions _options;

    public ConnectorRuns(RunHistory history, SandboxOptions options) => (_history, _options) = (history, options);

    public string Start(DataMart mart, Member member)
    {
        if (!mart.IsConnector)
        {
            throw ApiErrors.Framework(400, "Only data marts with connector definition type can be run manually");
        }

        return _history.Decide(mart, runs =>
        {
            if (runs.Any(run => run.IsActive))
            {
                throw ApiErrors.Business("Connector is already running. Please wait until it finishes");
            }

            var now = _options.Clock.GetUtcNow();
            var document = RunDocument.New(mart, "CONNECTOR", "PENDING", member, now);
            document["startedAt"] = null;
            document["logs"] = new JsonArray();
            document["errors"] = new JsonArray();
            var run = _history.Add(document);
            run.Progress = (record, time) => Advance(record, now, time, mart.SourceIsDown);
            return run.Id;
        });
    }

    public void Cancel(DataMart mart, string runId) => _history.Decide(mart, runs =>
    {
        var run = runs.FirstOrDefault(candidate => candidate.Id == runId) ?? throw ApiErrors.Framework(404, "Data mart run not found");
        if (run.Type == "HTTP_DATA")
        {
            throw ApiErrors.Framework(400, "Only connector, standard report, and Data Quality runs can be cancelled");
        }

        if (!run.IsActive)
        {
            throw ApiErrors.Framework(409, $"Cannot cancel data mart run in {run.Status} status");
        }

        run.Progress = null;
        run.Document["status"] = "CANCELLED";
        run.Document["finishedAt"] = Timestamp.Milliseconds(_options.Clock.GetUtcNow());
        return true;
    });

    private void Advance(JsonObject run, DateTimeOffset created, DateTimeOffset now, bool fails)
    {
        var starts = created + (_options.ConnectorRunTime / 3);
        var ends = created + _options.ConnectorRunTime;
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
                Entry("log", starts, "Incremental mode activated"),
                Entry("log", starts, "Configuration was loaded successfully"),
                Entry("log", starts, "Start importing new data"),
                Entry("log", ends, fails ? "Import is finished with errors" : "Import is finished"));
            run["errors"] = fails
                ? new JsonArray(JsonSerializer.Serialize(
                    new { type = "error", at = At(ends), error = "fetch failed: the source does not answer" }))
                : [];
        }
    }

    // Logs are texts, many of which are JSON themselves.
    private static JsonNode Entry(string type, DateTimeOffset at, string message) =>
        JsonSerializer.Serialize(new { type, at = At(at), message });

    private static string At(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
