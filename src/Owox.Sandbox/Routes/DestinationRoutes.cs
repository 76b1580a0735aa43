namespace Owox.Sandbox.Routes;

/// <summary>Lists and describes destinations, secret keys included, as the API does.</summary>
internal static class DestinationRoutes
{
    public static void Map(ApiRoutes routes)
    {
        routes.Get("/api/data-destinations", Access.SignedIn, List);
        routes.Get("/api/data-destinations/by-type/{type}", Access.SignedIn, ByType);
        routes.Get("/api/data-destinations/{id}", Access.SignedIn, request =>
            ApiResponse.Ok(request.State.Catalog.Destination(request.Route("id")).Describe(request.State.Origin)));
    }

    private static ApiResponse List(ApiRequest request) => ApiResponse.Ok(
        (QueryRules.WantsOwned(request) ? request.State.Catalog.Destinations : [])
            .Select(destination => destination.Describe(request.State.Origin)).ToJsonArray());

    private static ApiResponse ByType(ApiRequest request)
    {
        var type = request.Route("type");
        if (!Destination.Types.Contains(type, StringComparer.Ordinal))
        {
            throw ApiErrors.EnumExpected();
        }

        var catalog = request.State.Catalog;
        return ApiResponse.Ok(catalog.Destinations.Where(destination => destination.Type == type).Select(destination => new JsonObject
        {
            ["id"] = destination.Id,
            ["title"] = destination.Title,
            ["dataMartName"] = catalog.Reports.FirstOrDefault(report => report.Destination == destination)?.DataMart.Title,
            ["identity"] = null,
        }).ToJsonArray());
    }
}
