namespace Owox.Sandbox.Runs;

/// <summary>Starts data-quality runs: one check, whether the table holds rows, which takes as long as a connector run.</summary>
internal sealed class DataQualityRuns(RunHistory history, SandboxOptions options)
{
    public string Start(DataMart mart, Member member)
    {
        if (!mart.IsPublished)
        {
            throw ApiErrors.Framework(409, "Data Mart is not published");
        }

        return history.Decide(mart, runs =>
        {
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

            var now = options.Clock.GetUtcNow();
            var document = RunDocument.New(mart, "DATA_QUALITY", "PENDING", member, now);
            document["startedAt"] = null;
            document["logs"] = new JsonArray();
            document["errors"] = new JsonArray();
            document["qualitySummary"] = DataQualityDocument.Summary("QUEUED", null, document["id"]!.GetValue<string>(), null);
            var run = history.Add(document);
            run.Progress = (record, time) => Advance(record, mart, now, time);
            return run.Id;
        });
    }

    private void Advance(JsonObject run, DataMart mart, DateTimeOffset created, DateTimeOffset now)
    {
        var ends = created + options.ConnectorRunTime;
        if (now < ends)
        {
            return;
        }

        var (isEmpty, at) = (mart.Table?.FullName.EndsWith(".empty", StringComparison.Ordinal) != false, Timestamp.Milliseconds(ends));
        var state = isEmpty ? "ISSUES" : "PASSED";
        run["status"] = "SUCCESS";
        run["startedAt"] = Timestamp.Milliseconds(created);
        run["finishedAt"] = at;
        run["qualitySummary"] = DataQualityDocument.Summary(state, isEmpty, run["id"]!.GetValue<string>(), at);
        run["dataQuality"] = DataQualityDocument.Details(mart, state, isEmpty, at);
    }
}
