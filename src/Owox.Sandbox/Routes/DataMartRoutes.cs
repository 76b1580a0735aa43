namespace Owox.Sandbox.Routes;

/// <summary>Routes for values that are calculated for a data mart: columns and quality. They also start and cancel runs.</summary>
internal static class DataMartRoutes
{
    private const int MaxIds = 200;
    private const string Path = "/api/data-marts/{id}";

    public static void Map(ApiRoutes routes)
    {
        routes.Get($"{Path}/blendable-schema", Access.SignedIn, request =>
            ApiResponse.Ok(BlendableSchema.Describe(request.State.Catalog, DataMart(request), request.Member)));
        routes.Post($"{Path}/manual-run", Access.TechnicalUser, StartConnector);
        routes.Post($"{Path}/runs/{{runId}}/cancel", Access.TechnicalUser, request =>
        {
            request.State.TimedRuns.Cancel(DataMart(request), request.Route("runId"));
            return ApiResponse.NoContent;
        });
        routes.Post($"{Path}/data-quality/runs", Access.TechnicalUser, request =>
            ApiResponse.Created(new JsonObject { ["runId"] = request.State.TimedRuns.StartDataQuality(DataMart(request), request.Member) }));
        routes.Post("/api/data-marts/data-quality/summaries", Access.SignedIn, Summaries);
        routes.Post("/api/data-marts/data-last-updated/refresh", Access.SignedIn, Measure);
    }

    private static DataMart DataMart(ApiRequest request) => request.State.Catalog.DataMart(request.Route("id"), request.Member);

    private static ApiResponse StartConnector(ApiRequest request)
    {
        var payload = request.Body?["payload"];
        var isKnown = payload is null
            || (payload is JsonObject && payload["runType"]?.ToString() is "INCREMENTAL" or "MANUAL_BACKFILL"
                && payload["data"] is null or JsonObject);
        ApiError.ThrowIf(!isKnown, static () =>
            ApiErrors.Validation(["payload must select INCREMENTAL or MANUAL_BACKFILL and use object data when provided."]));
        return ApiResponse.Created(new JsonObject { ["runId"] = request.State.TimedRuns.StartConnector(DataMart(request), request.Member, payload) });
    }

    private static ApiResponse Summaries(ApiRequest request) => ApiResponse.Ok(new JsonObject
    {
        ["items"] = DataMarts(request, "dataMartIds", $"array{MaxIds}").Select(mart => new JsonObject
        {
            ["dataMartId"] = mart.Id,
            ["summary"] = request.State.TimedRuns.Quality(mart),
        }).ToJsonArray(),
    });

    // A data mart without a table is not measured.
    private static ApiResponse Measure(ApiRequest request) => ApiResponse.Ok(new JsonObject
    {
        ["items"] = DataMarts(request, "ids", "array").Where(static mart => mart.Table is not null)
            .Select(mart => new JsonObject { ["dataMartId"] = mart.Id, ["dataLastUpdated"] = StreamRun.Measure(mart, request.State.Now) }).ToJsonArray(),
    });

    // The data marts of a body that the member can see.
    private static IEnumerable<DataMart> DataMarts(ApiRequest request, string field, string rules) =>
        RequestBodyValidator.Validate(request.Body, $"{field}:{rules}")[field]!.AsArray().Select(id => request.State.Catalog.Find((string)id!))
            .OfType<DataMart>().Where(mart => mart.IsVisibleTo(request.Member));
}
