using System.Text.Json.Nodes;
using Owox.Sandbox.Auth;
using Owox.Sandbox.Http;

namespace Owox.Sandbox.Routes;

/// <summary>Plugins: there are none, and GitHub, where they would come from, is out of reach.</summary>
internal static class PluginRoutes
{
    public static void Map(ApiRoutes routes)
    {
        routes.Get("/api/plugins/gallery", Access.SignedIn, _ => Answer.Ok(new JsonArray()));
        routes.Get("/api/plugins/installations", Access.SignedIn, _ => Answer.Ok(new JsonArray()));
        routes.Get("/api/plugins/publications", Access.SignedIn, Publications);
        routes.Post("/api/plugins/publications", Access.SignedIn, _ => throw ApiErrors.Bare(500));
        routes.Get("/api/plugins/{id}", Access.SignedIn, request =>
            throw ApiErrors.Framework(404, $"Plugin {request.Route("id")} was not found"));
    }

    // A missing right is a broken rule here, not a refusal.
    private static Answer Publications(ApiRequest request)
    {
        var scope = request.Query("scope") ?? "undefined";
        var problem = scope switch
        {
            "member" => null,
            "project" => request.Member.IsAdmin ? null : "Publishing to this project is limited to Project Admins",
            "deployment" => "Publishing to the whole deployment is limited to allowlisted publisher API keys",
            _ => $"Unknown publication scope: {scope}",
        };
        return problem is null
            ? Answer.Ok(new JsonArray())
            : throw ApiErrors.Business(problem, "PLUGIN_PUBLICATION_FORBIDDEN", new JsonObject { ["scope"] = scope });
    }
}
