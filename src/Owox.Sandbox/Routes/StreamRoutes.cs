namespace Owox.Sandbox.Routes;

/// <summary>The rows of data marts and reports.</summary>
internal static class StreamRoutes
{
    // A HEAD request runs the complete query, as on the server.
    private static readonly string[] Methods = ["GET", "HEAD"];

    public static void Map(ApiRoutes routes)
    {
        routes.Stream(Methods, "/api/external/http-data/data-marts/{id}.ndjson", Access.SignedIn, request => SendAsync(request, ForDataMart));
        routes.Stream(Methods, "/api/external/http-data/reports/{id}.ndjson", Access.SignedIn, request => SendAsync(request, ForReport));
        if (routes.State.Options.Is035)
        {
            routes.Get("/api/reports/{id}/output-schema", Access.SignedIn, OutputSchema);
        }
    }

    private static ApiResponse OutputSchema(ApiRequest request)
    {
        new ResourceReader(request.State, request.Member).Get(ResourceTable.Reports, request.Route("id"));
        var statement = new StatementWriter(ForReport(request), request.State.Options).Rows();
        return ApiResponse.Ok(statement.Columns.Select(column => column.Header()).ToJsonArray());
    }

    private static Task SendAsync(ApiRequest request, Func<ApiRequest, StreamRequest> prepare)
    {
        ApiError.ThrowIf(request.State.IsShuttingDown, static () => ApiErrors.Framework(503, "Server is shutting down"));
        StreamRequest stream;
        lock (request.State.Resources.Gate)
        {
            stream = prepare(request);
        }

        return request.State.Streams.RunAsync(request.Http, stream);
    }

    private static StreamRequest ForDataMart(ApiRequest request)
    {
        var query = StreamQueryReader.ForDataMart(request.Http.Request.Query, request.State.Options);
        return Create(request, Readable(request, request.State.Catalog.DataMart(request.Route("id"))), null, query);
    }

    private static StreamRequest ForReport(ApiRequest request)
    {
        var limit = StreamQueryReader.ForReport(request.Http.Request.Query);
        var report = request.State.Catalog.Report(request.Route("id"));
        Readable(request, report.DataMart);
        report.Check(request.State.Catalog, request.Member);
        var query = new StreamQuery
        {
            Columns = report.Columns ?? [],
            Filter = RuleReader.Filter(report.Rule("filter") ?? [], request.State.Options),
            Sort = RuleReader.Sort(report.Rule("sort") ?? []),
            Aggregation = RuleReader.Aggregation(report.Rule("aggregation") ?? []),
            DateTrunc = RuleReader.DateTrunc(report.Rule("dateTrunc") ?? []),
            Limit = limit ?? report.Limit,
            Sent = new JsonObject(report.Rules()),
        };
        var context = request.State.Options.Is035 ? RunContext(request.Http.Request.Headers["x-owox-run-context"]) : null;
        return Create(request, report.DataMart, report, query) with { RunContext = context };
    }

    // The value is base64 of JSON. Servers ignore an invalid value.
    private static JsonObject? RunContext(string? header)
    {
        const int MaxHost = 32;
        try
        {
            return header is not null && JsonNode.Parse(Convert.FromBase64String(header)) is JsonObject context
                && context["host"] is JsonValue host && host.TryGetValue<string>(out var name) && name.Length <= MaxHost
                ? context
                : null;
        }
        catch (Exception e) when (e is FormatException or JsonException)
        {
            return null;
        }
    }

    private static StreamRequest Create(ApiRequest request, DataMart mart, Report? report, StreamQuery query)
    {
        var fields = new Fields(request.State.Catalog, mart, request.Member);
        // Without a license, a server does not resolve the columns.
        return new StreamRequest(mart, report, request.Caller, query, fields, request.State.Options.RejectsStreams ? [] : fields.Resolve(query));
    }

    private static DataMart Readable(ApiRequest request, DataMart mart) =>
        !mart.IsVisibleTo(request.Member) ? throw ApiErrors.Framework(403, $"Access to Data Mart {mart.Id} is not allowed")
        : mart is { IsPublished: true, Table: not null } ? mart
        : throw ApiErrors.Framework(404, $"Data Mart {mart.Id} not found");
}
