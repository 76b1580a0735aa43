namespace Owox.Sandbox.Routes;

/// <summary>Lists and describes data marts.</summary>
internal static class DataMartRoutes
{
    private const int PageSize = 1000;

    public static void Map(ApiRoutes routes)
    {
        routes.Get("/api/data-marts", Access.SignedIn, List);
        routes.Get("/api/data-marts/{id}", Access.SignedIn, request => ApiResponse.Ok(DataMartViews.Detail(Mart(request))));
        routes.Get("/api/data-marts/{id}/blendable-schema", Access.SignedIn, request =>
            ApiResponse.Ok(BlendableSchema.Describe(request.State.Catalog, Mart(request), request.Member)));
        routes.Get("/api/data-marts/by-connector/{name}", Access.SignedIn, ByConnector);
        routes.Get("/api/data-marts/member-ownership-warnings", Access.ProjectAdmin, _ => ApiResponse.Ok(new JsonArray()));
        routes.Get("/api/data-marts/ai-helper/availability", Access.SignedIn, _ => ApiResponse.Ok(new JsonObject { ["enabled"] = false }));
        routes.Get("/api/data-marts/{id}/relationships/graph", Access.SignedIn, Graph);
    }

    private static DataMart Mart(ApiRequest request) => request.State.Catalog.DataMart(request.Route("id"), request.Member);

    private static ApiResponse List(ApiRequest request)
    {
        List<string> complaints = [.. QueryRules.Unknown(request, "offset", "ownerFilter")];
        var offset = QueryRules.Offset(request, complaints) ?? 0;
        var owned = request.Query("ownerFilter");
        if (owned is not (null or "has_owners" or "no_owners"))
        {
            complaints.Add("ownerFilter must be one of the following values: has_owners, no_owners.");
        }

        QueryRules.Check(complaints);
        var catalog = request.State.Catalog;
        var marts = catalog.VisibleTo(request.Member).Where(mart => owned is null || mart.HasOwners == (owned == "has_owners")).ToList();
        var page = marts.Skip(offset).Take(PageSize)
            .Select(mart => DataMartViews.ListItem(
                mart, Seed.SeedTriggers.CountOf(mart), catalog.Reports.Count(report => report.DataMart == mart)));
        return ApiResponse.Ok(new JsonObject
        {
            ["items"] = page.ToJsonArray(),
            ["total"] = marts.Count,
            ["nextOffset"] = offset + PageSize < marts.Count ? offset + PageSize : null,
        });
    }

    private static ApiResponse ByConnector(ApiRequest request) => ApiResponse.Ok(request.State.Catalog.VisibleTo(request.Member)
        .Where(mart => DataMartViews.ConnectorName(mart) == request.Route("name"))
        .Select(DataMartViews.Reference).ToJsonArray());

    private static ApiResponse Graph(ApiRequest request)
    {
        var mart = Mart(request);
        return ApiResponse.Ok(new JsonObject
        {
            ["rootDataMartId"] = mart.Id,
            ["nodes"] = request.State.Catalog.RelationshipsOf(mart).Select(relationship => new JsonObject
            {
                ["relationship"] = relationship.Describe(request.Member),
                ["aliasPath"] = relationship.Alias,
                ["depth"] = 1,
                ["isCycleStub"] = false,
                ["isBlocked"] = false,
            }).ToJsonArray(),
        });
    }
}
