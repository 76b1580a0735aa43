namespace Owox.Sandbox.Routes;

/// <summary>The data marts of a storage and how they are joined, for drawing.</summary>
internal static class ModelCanvasRoutes
{
    private const int PageSize = 1000;

    public static void Map(ApiRoutes routes)
    {
        routes.Get("/api/model-canvas/data-marts", Access.SignedIn, DataMarts);
        routes.Get("/api/model-canvas/edges", Access.SignedIn, Edges);
    }

    private static Storage Storage(ApiRequest request, List<string> complaints)
    {
        var id = request.Query("storageId");
        if (!Guid.TryParse(id, out _))
        {
            complaints.Insert(0, "storageId must be a UUID.");
        }

        QueryRules.Check(complaints);
        return request.State.Catalog.Storage(id!, request.Member);
    }

    private static ApiResponse DataMarts(ApiRequest request)
    {
        var complaints = new List<string>();
        var offset = QueryRules.Offset(request, complaints) ?? 0;
        var storage = Storage(request, complaints);
        var marts = request.State.Catalog.VisibleTo(request.Member).Where(mart => mart.Storage == storage)
            .OrderBy(mart => mart.Title, StringComparer.OrdinalIgnoreCase).ToList();
        return ApiResponse.Ok(new JsonObject
        {
            ["items"] = marts.Skip(offset).Take(PageSize).Select(Node).ToJsonArray(),
            ["total"] = marts.Count,
            ["nextOffset"] = offset + PageSize < marts.Count ? offset + PageSize : null,
        });
    }

    private static JsonObject Node(DataMart mart) => new()
    {
        ["id"] = mart.Id,
        ["title"] = mart.Title,
        ["status"] = DataMartViews.Status(mart),
        ["description"] = mart.Description,
        ["fieldCount"] = mart.Table?.Columns.Count ?? 0,
        ["dataLastUpdated"] = null,
    };

    private static ApiResponse Edges(ApiRequest request)
    {
        var storage = Storage(request, []);
        return ApiResponse.Ok(new JsonObject
        {
            ["edges"] = request.State.Catalog.Relationships.Where(relationship => relationship.Source.Storage == storage)
                .Select(relationship => new JsonObject
                {
                    ["id"] = relationship.Id,
                    ["sourceDataMartId"] = relationship.Source.Id,
                    ["targetDataMartId"] = relationship.Target.Id,
                    ["joinConditions"] = relationship.JoinConditions(),
                }).ToJsonArray(),
        });
    }
}
