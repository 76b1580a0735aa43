namespace Owox.Sandbox.Routes;

/// <summary>Lists and describes storages. Viewers see none.</summary>
internal static class StorageRoutes
{
    public static void Map(ApiRoutes routes)
    {
        routes.Get("/api/data-storages", Access.SignedIn, List);
        routes.Get("/api/data-storages/by-type/{type}", Access.SignedIn, ByType);
        routes.Get("/api/data-storages/{id}", Access.SignedIn, request => ApiResponse.Ok(Storage(request).Describe()));
        routes.Get("/api/data-storages/{id}/relationships", Access.SignedIn, Relationships);
    }

    private static Storage Storage(ApiRequest request) => request.State.Catalog.Storage(request.Route("id"), request.Member);

    private static ApiResponse List(ApiRequest request)
    {
        var catalog = request.State.Catalog;
        var visible = QueryRules.WantsOwned(request) && request.Member.IsAdmin ? catalog.Storages : [];
        return ApiResponse.Ok(visible.Select(storage => storage.ListItem(
            catalog.DataMarts.Count(mart => mart.Storage == storage && mart.IsPublished),
            catalog.DataMarts.Count(mart => mart.Storage == storage && !mart.IsPublished))).ToJsonArray());
    }

    private static ApiResponse ByType(ApiRequest request)
    {
        var type = request.Route("type");
        if (!Inventory.Storage.Types.Contains(type, StringComparer.Ordinal))
        {
            throw ApiErrors.EnumExpected();
        }

        var catalog = request.State.Catalog;
        return ApiResponse.Ok(catalog.Storages.Where(storage => request.Member.IsAdmin && storage.Type == type)
            .Select(storage => storage.ByTypeItem(catalog.DataMarts)).ToJsonArray());
    }

    private static ApiResponse Relationships(ApiRequest request)
    {
        var storage = Storage(request);
        return ApiResponse.Ok(request.State.Catalog.Relationships.Where(relationship => relationship.Source.Storage == storage)
            .Select(relationship => relationship.Describe(request.Member)).ToJsonArray());
    }
}
