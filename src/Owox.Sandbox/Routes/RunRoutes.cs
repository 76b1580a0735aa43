namespace Owox.Sandbox.Routes;

/// <summary>The run history, and connector runs on demand.</summary>
internal static class RunRoutes
{
    private const int MostRuns = 100;
    private const int DefaultMartRuns = 100;
    private const int FarthestOffset = 100_000;

    public static void Map(ApiRoutes routes)
    {
        routes.Get("/api/data-marts/runs", Access.SignedIn, OfProject);
        routes.Get("/api/data-marts/{id}/runs", Access.SignedIn, OfDataMart);
        routes.Get("/api/data-marts/{id}/runs/{runId}", Access.SignedIn, request =>
            ApiResponse.Ok(request.State.Runs.Detail(Mart(request), request.Route("runId"))));
        routes.Post("/api/data-marts/{id}/manual-run", Access.TechnicalUser, Start);
        routes.Post("/api/data-marts/{id}/runs/{runId}/cancel", Access.TechnicalUser, Cancel);
    }

    private static DataMart Mart(ApiRequest request) => request.State.Catalog.DataMart(request.Route("id"), request.Member);

    private static ApiResponse OfProject(ApiRequest request) => ApiResponse.Ok(new JsonObject
    {
        ["runs"] = request.State.Runs.OfProject(
            request.State.Catalog,
            request.Member,
            QueryRules.Lenient(request, "limit", 1, MostRuns, MostRuns),
            QueryRules.Lenient(request, "offset", 0, FarthestOffset, 0)),
    });

    // Here a bad number reaches the database, which fails without a word.
    private static ApiResponse OfDataMart(ApiRequest request) => ApiResponse.Ok(new JsonObject
    {
        ["runs"] = request.State.Runs.OfDataMart(Mart(request), Number(request, "limit", DefaultMartRuns), Number(request, "offset", 0)),
    });

    private static int Number(ApiRequest request, string name, int otherwise)
    {
        if (request.Query(name) is not { Length: > 0 } text)
        {
            return otherwise;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw ApiErrors.Bare(500);
    }

    private static ApiResponse Start(ApiRequest request)
    {
        var payload = request.Body?["payload"];
        var isKnown = payload is null
            || (payload is JsonObject && payload["runType"]?.ToString() is "INCREMENTAL" or "MANUAL_BACKFILL"
                && payload["data"] is null or JsonObject);
        if (!isKnown)
        {
            throw ApiErrors.Validation(["payload must select INCREMENTAL or MANUAL_BACKFILL and use object data when provided."]);
        }

        return ApiResponse.Created(new JsonObject { ["runId"] = request.State.Connectors.Start(Mart(request), request.Member) });
    }

    private static ApiResponse Cancel(ApiRequest request)
    {
        request.State.Connectors.Cancel(Mart(request), request.Route("runId"));
        return ApiResponse.NoContent;
    }
}
