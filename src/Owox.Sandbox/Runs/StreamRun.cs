namespace Owox.Sandbox.Runs;

/// <summary>The record of one stream, from its first byte to its end.</summary>
internal sealed class StreamRun
{
    public const string ClientGone = "Client disconnected before stream completion";

    private readonly RunHistory _history;
    private readonly TimeProvider _clock;
    private readonly Fault? _fault;
    private readonly Run _run;

    public StreamRun(RunHistory history, TimeProvider clock, Fault? fault, JsonObject document)
    {
        (_history, _clock, _fault) = (history, clock, fault);
        _run = history.Add(document);
    }

    public string Id => _run.Id;

    public static JsonObject Document(StreamRequest request, DateTimeOffset now)
    {
        var (query, report) = (request.Query, request.Report);
        var document = RunDocument.New(request.Mart, "HTTP_DATA", "RUNNING", request.Caller.Member, now);
        document["reportId"] = report?.Id;
        var data = new JsonObject
        {
            ["format"] = "ndjson",
            ["columns"] = request.Selected.Select(field => field.Name).ToJsonArray(),
        };
        foreach (var (name, rules) in query.Sent)
        {
            data[name] = rules?.DeepClone();
        }

        if (query.Limit is { } limit)
        {
            data["limit"] = limit;
        }

        if (report is { HasOutputControls: true })
        {
            data["executionSqlQuery"] = report.GeneratedSql;
        }

        document["additionalParams"] = new JsonObject { ["httpData"] = data };
        return document;
    }

    /// <summary>Notes how fresh the source is, which the server finds out before it reads.</summary>
    public void NoteFreshness(DataMart mart, bool joins) => _history.Update(_run, document =>
    {
        const string Freshness = "2026-10-28T00:00:00.000Z";
        HttpData(document)["dataLastUpdated"] = new JsonObject
        {
            ["dataLastUpdatedAt"] = joins ? null : Freshness,
            ["computedAt"] = Timestamp.Milliseconds(_clock.GetUtcNow()),
            ["coverage"] = joins ? "unavailable" : "complete",
            ["sources"] = joins
                ? []
                : new JsonArray(new JsonObject { ["table"] = mart.Table!.FullName, ["dataLastUpdatedAt"] = Freshness }),
        };
    });

    public void Fail(string error) => End("FAILED", document =>
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
        _history.Update(_run, document =>
        {
            change(document);
            document["status"] = _fault?.RunStatus ?? status;
            document["finishedAt"] = Timestamp.Milliseconds(_clock.GetUtcNow());
            if (_fault?.RowCount is { } rows)
            {
                HttpData(document)["rowCount"] = rows;
            }

            if (_fault?.OmitHttpData == true)
            {
                document["additionalParams"] = null;
            }
        });
        if (_fault?.Missing == true)
        {
            _history.Remove(_run);
        }
    }
}
