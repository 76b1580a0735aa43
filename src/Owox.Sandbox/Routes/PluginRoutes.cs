namespace Owox.Sandbox.Routes;

/// <summary>
/// Plugins. Lists and refusals are as recorded; publishing, which failed while it was recorded, follows the server's own
/// description of the API.
/// </summary>
internal static class PluginRoutes
{
    public static void Map(ApiRoutes routes)
    {
        routes.Get("/api/plugins/publications", Access.SignedIn, List);
        routes.Post("/api/plugins/publications", Access.SignedIn, request =>
            Describe(request, request.State.Plugins.Publish(Repository(request), Scope(request), request.Member)));
        routes.Post("/api/plugins/publications/unpublish", Access.SignedIn, request =>
            Describe(request, request.State.Plugins.Unpublish(Repository(request), Scope(request), request.Member)));
        routes.Post("/api/plugins/update", Access.SignedIn, Update);
        routes.Post("/api/plugins/suspend", Access.SignedIn, request => Suspend(request, suspended: true));
        routes.Post("/api/plugins/resume", Access.SignedIn, request => Suspend(request, suspended: false));
    }

    private static ApiResponse List(ApiRequest request)
    {
        var scope = request.Query("scope") ?? "undefined";
        Allow(request, scope);
        return ApiResponse.Ok(request.State.Plugins.Active(scope, request.Member)
            .Select(publication => publication.Describe(request.State.Now)).ToJsonArray());
    }

    private static ApiResponse Describe(ApiRequest request, Publication publication) => ApiResponse.Ok(publication.Describe(request.State.Now));

    private static ApiResponse Update(ApiRequest request)
    {
        var repository = Repository(request);
        return ApiResponse.Ok(new JsonObject
        {
            ["pluginId"] = request.State.Plugins.PluginId(repository)
                ?? throw ApiErrors.Framework(404, $"Plugin {repository} was not found"),
            ["repository"] = repository,
            ["currentVersionId"] = null,
            ["currentSemver"] = Plugins.Version,
            ["outcome"] = "up_to_date",
            ["updated"] = false,
            ["nextCheckAt"] = Timestamp.Milliseconds(request.State.Now.AddDays(1)),
        });
    }

    // The administrator stands for the keys that a deployment lists as its publishers.
    private static ApiResponse Suspend(ApiRequest request, bool suspended)
    {
        if (!request.Member.IsAdmin)
        {
            throw Forbidden("Suspending and resuming plugins is limited to allowlisted publisher API keys", "deployment");
        }

        return ApiResponse.Ok(new JsonObject
        {
            ["pluginId"] = request.State.Plugins.PluginId(Repository(request)) ?? throw Plugins.NotPublished("deployment"),
            ["suspended"] = suspended,
            ["note"] = request.Body?["note"]?.DeepClone(),
        });
    }

    private static string Repository(ApiRequest request)
    {
        if (request.Body?["repository"]?.GetValueKind() != JsonValueKind.String)
        {
            throw ApiErrors.Validation(["repository must be a string."]);
        }

        return Plugins.Canonical(request.Body!["repository"]!.GetValue<string>());
    }

    private static string Scope(ApiRequest request)
    {
        var scope = request.Body?["scope"]?.ToString() ?? "undefined";
        Allow(request, scope);
        return scope;
    }

    // A missing right is a broken rule here, not a refusal.
    private static void Allow(ApiRequest request, string scope)
    {
        var problem = scope switch
        {
            "member" => null,
            "project" => request.Member.IsAdmin ? null : "Publishing to this project is limited to Project Admins",
            "deployment" => "Publishing to the whole deployment is limited to allowlisted publisher API keys",
            _ => $"Unknown publication scope: {scope}",
        };
        if (problem is not null)
        {
            throw Forbidden(problem, scope);
        }
    }

    private static ApiError Forbidden(string problem, string scope) =>
        ApiErrors.Business(problem, "PLUGIN_PUBLICATION_FORBIDDEN", new JsonObject { ["scope"] = scope });
}
