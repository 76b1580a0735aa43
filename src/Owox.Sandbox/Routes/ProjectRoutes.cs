namespace Owox.Sandbox.Routes;

/// <summary>What is true of the project as a whole.</summary>
internal static class ProjectRoutes
{
    public static void Map(ApiRoutes routes)
    {
        routes.Get("/api/projects/settings", Access.SignedIn, Settings);
        routes.Put("/api/projects/settings/description", Access.ProjectAdmin, Describe);
        routes.Get("/api/projects/notification-settings", Access.SignedIn, _ => ApiResponse.Ok(SeedDocuments.Load("notification-settings")));
        routes.Get("/api/projects/notification-settings/members", Access.SignedIn, _ =>
            ApiResponse.Ok(SeedDocuments.Load("notification-members")));
        routes.Get("/api/project-setup-progress", Access.SignedIn, _ => ApiResponse.Ok(SeedDocuments.Load("setup-progress")));
        routes.Get("/api/members", Access.MemberSession, request => ApiResponse.Ok(request.State.Members.All.Select(Describe).ToJsonArray()));
        routes.Get("/api/flags", Access.Anyone, Flags);
        routes.Get("/.well-known/oauth-authorization-server", Access.Anyone, _ => throw ApiErrors.Bare(500));
    }

    private static ApiResponse Settings(ApiRequest request) => ApiResponse.Ok(new JsonObject { ["description"] = request.State.Description });

    private static ApiResponse Describe(ApiRequest request)
    {
        // Null clears the description; a missing one is a mistake.
        if (request.Body is not JsonObject body || !body.TryGetPropertyValue("description", out var value) || value is not null)
        {
            new BodyRules(request.Body).Require(
                "description",
                (BodyRules.AtMost(10_000), "must be shorter than or equal to 10000 characters"),
                (BodyRules.AtLeast(1), "must be longer than or equal to 1 characters"),
                (BodyRules.IsString, "must be a string")).Check();
        }

        request.State.Description = request.Body?["description"]?.GetValue<string>();
        return Settings(request);
    }

    private static JsonObject Describe(Member member) => new()
    {
        ["userId"] = member.UserId,
        ["email"] = member.Email,
        ["displayName"] = member.FullName,
        ["role"] = member.Role,
        ["roleScope"] = "entire_project",
        ["contextIds"] = new JsonArray(),
    };

    private static ApiResponse Flags(ApiRequest request)
    {
        request.Http.Response.Headers.CacheControl = "no-store";
        return ApiResponse.Ok(new JsonObject
        {
            ["LICENSED_APP_EDITION"] = "COMMUNITY",
            ["IDP_PROVIDER"] = "better-auth",
            ["INSIGHTS_ENABLED"] = "false",
            ["PUBLIC_ORIGIN"] = request.State.Origin,
        });
    }
}
