namespace Owox.Sandbox.Routes;

/// <summary>The routes with which tests control the sandbox. A real server does not have them.</summary>
internal static class SandboxRoutes
{
    public static void Map(ApiRoutes routes)
    {
        routes.Post("/sandbox/faults", Access.Anyone, request => Run(state => state.Faults.Add(FaultReader.Read(request.Body)))(request));
        routes.Delete("/sandbox/faults", Access.Anyone, Run(state => state.Faults.Clear()));
        routes.Post("/sandbox/data-marts", Access.Anyone, request => ApiResponse.Created(new JsonObject { ["id"] = AddDataMart(request.State, request.Body!) }));
        routes.Get("/sandbox/requests", Access.Anyone, request =>
            ApiResponse.Ok(JsonSerializer.SerializeToNode(request.State.Requests.All, JsonSerializerOptions.Web)));
        routes.Delete("/sandbox/requests", Access.Anyone, Run(state => state.Requests.Clear()));
        routes.Get("/sandbox/license-keys", Access.Anyone, request => ApiResponse.Ok(request.State.Resources.All(ResourceTable.LicenseKeys)
            .Where(static key => !ApiKeys.IsRevoked(key)).Reverse().Select(static key => key.DeepClone()).ToJsonArray()));
        routes.Delete("/sandbox/tokens", Access.Anyone, Run(state => state.Tokens.ExpireAll()));
        routes.Post("/sandbox/shutdown-mode", Access.Anyone, request =>
            Run(state => state.IsShuttingDown = (bool?)request.Body?["on"] ?? true)(request));
    }

    private static Func<ApiRequest, ApiResponse> Run(Action<SandboxState> action) => request =>
    {
        action(request.State);
        return ApiResponse.NoContent;
    };

    // The body has a title, columns as in tables.json, and rows. A record is an object.
    private static string AddDataMart(SandboxState state, JsonNode body)
    {
        var id = Secret.NewId();
        var table = body.Deserialize<Table>(JsonSerializerOptions.Web)! with { Name = id, Dataset = id, FullName = $"shop-analytics.given.{id}" };
        state.Warehouse.Add(table);
        var document = SeedResources.AddDataMart(state.Resources, id, (string?)body["title"] ?? "Given", "2026-11-18T12:00:00.000Z");
        document["status"] = "PUBLISHED";
        document["definitionType"] = "TABLE";
        document["definition"] = new JsonObject { ["fullyQualifiedName"] = table.FullName };
        document["table"] = table.Name;
        return id;
    }
}
