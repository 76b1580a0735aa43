namespace Owox.Sandbox.Routes;

/// <summary>The project's contexts.</summary>
internal static class ContextRoutes
{
    public static void Map(ApiRoutes routes)
    {
        routes.Get("/api/contexts", Access.SignedIn, request =>
            ApiResponse.Ok(request.State.Catalog.Contexts.Select(context => context.Describe()).ToJsonArray()));
        routes.Get("/api/contexts/{id}/impact", Access.SignedIn, Impact);
    }

    private static ApiResponse Impact(ApiRequest request)
    {
        var context = request.State.Catalog.Contexts.FirstOrDefault(candidate => candidate.Id == request.Route("id"))
            ?? throw ApiErrors.Framework(404, $"Context with id {request.Route("id")} not found");
        return ApiResponse.Ok(new JsonObject
        {
            ["contextId"] = context.Id,
            ["contextName"] = context.Name,
            ["dataMartCount"] = request.State.Catalog.DataMarts.Count(mart => mart.Contexts.Contains(context)),
            ["storageCount"] = 0,
            ["destinationCount"] = 0,
            ["memberCount"] = 0,
            ["userProvisioningDefaultsCount"] = 0,
            ["affectedMemberIds"] = new JsonArray(),
        });
    }
}
