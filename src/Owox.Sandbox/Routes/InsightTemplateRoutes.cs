namespace Owox.Sandbox.Routes;

/// <summary>Insight templates of data marts and of the project.</summary>
internal static class InsightTemplateRoutes
{
    private static readonly string[] DetailOnly = ["template", "lastRenderedTemplate", "lastManualDataMartRun", "sources"];

    public static void Map(ApiRoutes routes)
    {
        routes.Get("/api/data-marts/insight-templates", Access.SignedIn, OfProject);
        routes.Get("/api/data-marts/{id}/insight-templates", Access.SignedIn, OfDataMart);
        routes.Get("/api/data-marts/{id}/insight-templates/{templateId}", Access.SignedIn, One);
    }

    private static IEnumerable<(string DataMartId, JsonObject Template)> Load() =>
        SeedDocuments.Load("insight-templates").AsArray().Select(entry =>
            (entry!["dataMartId"]!.GetValue<string>(), (JsonObject)entry["template"]!.DeepClone()));

    private static ApiResponse OfDataMart(ApiRequest request)
    {
        var mart = request.State.Catalog.DataMart(request.Route("id"), request.Member);
        return ApiResponse.Ok(new JsonObject
        {
            ["data"] = Load().Where(pair => pair.DataMartId == mart.Id)
                .Select(pair => ListItem(pair.Template))
                .OrderBy(item => item["title"]!.GetValue<string>(), StringComparer.Ordinal).ToJsonArray(),
        });
    }

    private static ApiResponse One(ApiRequest request)
    {
        var id = request.Route("templateId");
        return ApiResponse.Ok(Load()
            .FirstOrDefault(pair => pair.DataMartId == request.Route("id") && pair.Template["id"]!.GetValue<string>() == id).Template
            ?? throw ApiErrors.Framework(404, $"InsightTemplate with id {id} not found"));
    }

    private static ApiResponse OfProject(ApiRequest request)
    {
        var catalog = request.State.Catalog;
        var visible = Load().Where(pair => catalog.DataMart(pair.DataMartId).IsVisibleTo(request.Member));
        var page = QueryRules.ProjectPage(request, visible)
            .Select(pair =>
            {
                var mart = catalog.DataMart(pair.DataMartId);
                var item = ListItem(pair.Template);
                item["dataMart"] = new JsonObject { ["id"] = mart.Id, ["title"] = mart.Title };
                item["canDelete"] = request.Member.IsAdmin;
                return item;
            });
        return ApiResponse.Ok(new JsonObject { ["insights"] = page.ToJsonArray() });
    }

    private static JsonObject ListItem(JsonObject template)
    {
        var item = new JsonObject();
        foreach (var (name, value) in template)
        {
            if (name == "sources")
            {
                item["sourcesCount"] = value!.AsArray().Count;
            }
            else if (!DetailOnly.Contains(name, StringComparer.Ordinal))
            {
                item[name] = value?.DeepClone();
            }
        }

        return item;
    }
}
