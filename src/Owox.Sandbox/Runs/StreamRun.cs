namespace Owox.Sandbox.Runs;

/// <summary>The run of one stream.</summary>
/// <param name="store">The store of the runs.</param>
/// <param name="clock">The clock.</param>
/// <param name="fault">A fault that changes the record, or null.</param>
/// <param name="request">The stream.</param>
internal sealed class StreamRun(ResourceStore store, TimeProvider clock, Fault? fault, StreamRequest request)
{
    public const string ClientGone = "Client disconnected before stream completion";

    private const string DataLastUpdated = "2026-10-28T00:00:00.000Z";

    private readonly JsonObject _run = Add(store, Document(request, clock.GetUtcNow()));

    public string Id => (string)_run["id"]!;

    private static JsonObject Add(ResourceStore store, JsonObject document)
    {
        lock (store.Gate)
        {
            return store.Add(ResourceTable.Runs, document);
        }
    }

    private static JsonObject Document(StreamRequest request, DateTimeOffset now)
    {
        var document = RunDocument.New(request.Mart, request.Report?.IsExcel == true ? "EXCEL" : "HTTP_DATA", "RUNNING", request.Caller.Member, now);
        document["reportId"] = request.Report?.Id;
        var data = new JsonObject { ["format"] = "ndjson", ["columns"] = request.Selected.Select(field => field.Name).ToJsonArray() };
        ResourceStore.Merge(data, request.Query.Sent);
        data.With("limit", request.Query.Limit).With("runContext", request.RunContext?.DeepClone())
            .With("executionSqlQuery", request.Report is { HasOutputControls: true } report ? report.GeneratedSql ?? "" : null);
        document["additionalParams"] = new JsonObject { ["httpData"] = data };
        return document;
    }

    /// <summary>Sets the time at which the source was updated. The server reads it before the rows.</summary>
    public void SetDataLastUpdated(DataMart mart, bool hasJoins) => Update(document =>
        HttpData(document)["dataLastUpdated"] = Measure(mart, clock.GetUtcNow(), hasJoins));

    /// <summary>When the table of a data mart was updated.</summary>
    public static JsonObject Measure(DataMart mart, DateTimeOffset now, bool hasJoins = false) => new()
    {
        ["dataLastUpdatedAt"] = hasJoins ? null : DataLastUpdated,
        ["computedAt"] = Timestamp.Milliseconds(now),
        ["coverage"] = hasJoins ? "unavailable" : "complete",
        ["sources"] = hasJoins ? [] : new JsonArray(new JsonObject { ["table"] = mart.Table!.FullName, ["dataLastUpdatedAt"] = DataLastUpdated }),
    };

    public void Fail(string error, string status = "FAILED") => End(status, document =>
    {
        document["errors"] = new JsonArray(error);
        HttpData(document)["completed"] = false;
    });

    public void Succeed(Written written, IReadOnlyList<OutputColumn> columns, JsonObject? totals) => End("SUCCESS", document =>
    {
        var data = HttpData(document);
        data["dataDescription"] = new JsonObject { ["dataHeaders"] = columns.Select(column => (JsonNode)column.Header()).ToJsonArray() };
        data["rowCount"] = written.Rows;
        data["bytesWritten"] = written.Characters;
        data["completed"] = true;
        document["totals"] = totals;
    });

    private static JsonObject HttpData(JsonObject document) => document["additionalParams"]!["httpData"]!.AsObject();

    private void End(string status, Action<JsonObject> change)
    {
        Update(document =>
        {
            change(document);
            document["status"] = fault?.RunStatus ?? status;
            document["finishedAt"] = Timestamp.Milliseconds(clock.GetUtcNow());
            RecordExcelRun(document);
            if (fault?.RowCount is { } rows)
            {
                HttpData(document)["rowCount"] = rows;
            }

            if (fault?.OmitHttpData == true)
            {
                document["additionalParams"] = null;
            }

            if (fault?.Missing == true)
            {
                store.Remove(ResourceTable.Runs, Id);
            }
        });
    }

    // The streams of an Excel report are its runs.
    private void RecordExcelRun(JsonObject run)
    {
        if (request.Report is { IsExcel: true } excel && store.Find(ResourceTable.Reports, excel.Id) is { } report)
        {
            report["lastRunAt"] = run["finishedAt"]!.DeepClone();
            report["lastRunStatus"] = run["status"]!.DeepClone();
            report["runsCount"] = ((long?)report["runsCount"] ?? 0) + 1;
        }
    }

    private void Update(Action<JsonObject> change)
    {
        lock (store.Gate)
        {
            change(_run);
        }
    }
}
