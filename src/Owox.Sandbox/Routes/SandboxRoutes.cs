namespace Owox.Sandbox.Routes;

/// <summary>The strings that move the sandbox; no server has these.</summary>
internal static class SandboxRoutes
{
    public static void Map(ApiRoutes routes)
    {
        routes.Post("/sandbox/faults", Access.Anyone, request =>
            ApiResponse.Created(new JsonObject { ["id"] = request.State.Faults.Add(FaultReader.Read(request.Body)) }));
        routes.Delete("/sandbox/faults", Access.Anyone, request =>
        {
            request.State.Faults.Clear();
            return ApiResponse.NoContent;
        });
        routes.Post("/sandbox/data-marts", Access.Anyone, request =>
            ApiResponse.Created(new JsonObject { ["id"] = GivenDataMart.Add(request.State, request.Body!) }));
        routes.Get("/sandbox/requests", Access.Anyone, request =>
            ApiResponse.Ok(request.State.Requests.All.Select(Describe).ToJsonArray()));
        routes.Delete("/sandbox/requests", Access.Anyone, request =>
        {
            request.State.Requests.Clear();
            return ApiResponse.NoContent;
        });
        routes.Delete("/sandbox/tokens", Access.Anyone, request =>
        {
            request.State.Tokens.ExpireAll();
            return ApiResponse.NoContent;
        });
        routes.Post("/sandbox/shutdown-mode", Access.Anyone, request =>
        {
            request.State.IsShuttingDown = request.Body?["on"]?.GetValue<bool>() ?? true;
            return ApiResponse.NoContent;
        });
    }

    private static JsonObject Describe(RequestEntry entry) => new()
    {
        ["id"] = entry.Id,
        ["method"] = entry.Method,
        ["path"] = entry.Path,
        ["query"] = entry.Query,
        ["headers"] = new JsonObject(entry.Headers.Select(header => KeyValuePair.Create(header.Key, (JsonNode?)header.Value))),
        ["hasToken"] = entry.HasToken,
        ["hasCookie"] = entry.HasCookie,
        ["status"] = entry.Status,
        ["outcome"] = entry.Outcome,
        ["rowsSent"] = entry.RowsSent,
        ["runId"] = entry.RunId,
        ["faults"] = entry.Faults.ToJsonArray(),
        ["startedAt"] = Timestamp.Milliseconds(entry.StartedAt),
        ["endedAt"] = entry.EndedAt is { } end ? Timestamp.Milliseconds(end) : null,
        ["connectionId"] = entry.ConnectionId,
    };
}
