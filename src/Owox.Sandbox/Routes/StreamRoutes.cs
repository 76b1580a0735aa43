namespace Owox.Sandbox.Routes;

/// <summary>The rows of data marts and reports.</summary>
internal static class StreamRoutes
{
    // Asking for the head runs the whole query, as the server does.
    private static readonly string[] Methods = ["GET", "HEAD"];

    public static void Map(ApiRoutes routes)
    {
        routes.Stream(Methods, "/api/external/http-data/data-marts/{id}.ndjson", Access.SignedIn, DataMartAsync);
        routes.Stream(Methods, "/api/external/http-data/reports/{id}.ndjson", Access.SignedIn, ReportAsync);
    }

    private static Task DataMartAsync(ApiRequest request)
    {
        RefuseWhileShuttingDown(request);
        var query = StreamQueryReader.ForDataMart(request.Http.Request.Query);
        var mart = Readable(request, request.State.Catalog.DataMart(request.Route("id")));
        var fields = new Fields(request.State.Catalog, mart, request.Member);
        return request.State.Streams.RunAsync(
            request.Http,
            new StreamRequest(mart, null, request.Caller, query, fields, fields.Resolve(query)));
    }

    private static Task ReportAsync(ApiRequest request)
    {
        RefuseWhileShuttingDown(request);
        var limit = StreamQueryReader.ForReport(request.Http.Request.Query);
        var id = request.Route("id");
        var report = request.State.Catalog.Reports.FirstOrDefault(candidate => candidate.Id == id)
            ?? throw ApiErrors.Framework(404, $"Report with id {id} not found");
        var mart = Readable(request, report.DataMart);
        ReportColumns.Check(request.State.Catalog, report, request.Member);
        var fields = new Fields(request.State.Catalog, mart, request.Member);
        var query = Query(report, limit);
        return request.State.Streams.RunAsync(
            request.Http,
            new StreamRequest(mart, report, request.Caller, query, fields, fields.Resolve(query)));
    }

    // The limit that is asked for replaces the saved one.
    private static StreamQuery Query(Report report, long? limit)
    {
        var saved = new (string Name, JsonArray? Rules)[]
        {
            ("filter", report.Filter), ("sort", report.Sort), ("aggregation", report.Aggregation), ("dateTrunc", report.DateTrunc),
        };
        return new StreamQuery
        {
            Columns = report.Columns ?? [],
            Filter = RuleReader.Filter(report.Filter ?? []),
            Sort = RuleReader.Sort(report.Sort ?? []),
            Aggregation = RuleReader.Aggregation(report.Aggregation ?? []),
            DateTrunc = RuleReader.DateTrunc(report.DateTrunc ?? []),
            Limit = limit ?? report.Limit,
            Sent = new JsonObject(saved.Where(rules => rules.Rules is not null)
                .Select(rules => KeyValuePair.Create(rules.Name, rules.Rules!.DeepClone()))!),
        };
    }

    private static DataMart Readable(ApiRequest request, DataMart mart)
    {
        if (!mart.IsVisibleTo(request.Member))
        {
            throw ApiErrors.Framework(403, $"Access to Data Mart {mart.Id} is not allowed");
        }

        return mart is { IsPublished: true, Table: not null } ? mart : throw ApiErrors.Framework(404, $"Data Mart {mart.Id} not found");
    }

    private static void RefuseWhileShuttingDown(ApiRequest request)
    {
        if (request.State.IsShuttingDown)
        {
            throw ApiErrors.Framework(503, "Server is shutting down");
        }
    }
}
