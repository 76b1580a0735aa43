namespace Owox.Sandbox.Routes;

/// <summary>
/// Plugins. Lists and errors are as recorded. The recorded publications failed, because GitHub was not available, so repositories of
/// the owner "example" fail in the same way. Other repositories follow the API description and have one release, 1.0.0.
/// </summary>
internal sealed class PluginRoutes
{
    private const string Version = "1.0.0";
    private const string Release = $$"""
        {"allProjects": false, "audienceProjectIds": [], "currentSemver": "{{Version}}", "diagnostics": {
        "commitSha": null, "accessMode": "anonymous", "acceptedSemvers": ["{{Version}}"], "unchangedSemvers": [], "rejections": []} }
        """;

    private readonly List<JsonObject> _publications = [];

    public static void Map(ApiRoutes routes)
    {
        var plugins = new PluginRoutes();
        routes.Get("/api/plugins/publications", Access.SignedIn, plugins.List);
        routes.Post("/api/plugins/publications", Access.SignedIn, plugins.Publish);
        routes.Post("/api/plugins/publications/unpublish", Access.SignedIn, plugins.Unpublish);
        routes.Post("/api/plugins/update", Access.SignedIn, plugins.Update);
        routes.Post("/api/plugins/suspend", Access.SignedIn, request => plugins.Suspend(request, suspended: true));
        routes.Post("/api/plugins/resume", Access.SignedIn, request => plugins.Suspend(request, suspended: false));
    }

    private ApiResponse List(ApiRequest request)
    {
        var scope = Allowed(request, request.Query("scope"));
        return ApiResponse.Ok(_publications.Where(publication => (bool)publication["isActive"]! && IsOf(publication, scope, request.Member))
            .Select(publication => Describe(request, publication)).ToJsonArray());
    }

    private ApiResponse Publish(ApiRequest request)
    {
        var (repository, scope, publication) = Find(request);
        ApiError.ThrowIf(repository.StartsWith("example/", StringComparison.OrdinalIgnoreCase), static () => ApiErrors.StatusOnly(500));
        if (publication is null)
        {
            publication = JsonNode.Parse(Release)!.AsObject();
            publication["publicationId"] = Secret.NewId();
            publication["pluginId"] = PluginId(repository) ?? Secret.NewId();
            publication["repository"] = repository;
            publication["scope"] = scope;
            publication["publisher"] = request.Member.UserId;
            publication["diagnostics"]!["deliveryUrl"] = $"https://plugins.example.com/{repository}/";
            publication["diagnostics"]!["syncedAt"] = Timestamp.Milliseconds(request.State.Now);
            _publications.Add(publication);
        }

        publication["isActive"] = true;
        return ApiResponse.Ok(Describe(request, publication));
    }

    private ApiResponse Unpublish(ApiRequest request)
    {
        var (_, scope, publication) = Find(request);
        ApiError.ThrowIf(publication is null, () => NotPublished(scope));
        publication!["isActive"] = false;
        return ApiResponse.Ok(Describe(request, publication));
    }

    private ApiResponse Update(ApiRequest request)
    {
        var repository = Repository(request);
        return ApiResponse.Ok(new JsonObject
        {
            ["pluginId"] = PluginId(repository) ?? throw ApiErrors.Framework(404, $"Plugin {repository} was not found"),
            ["repository"] = repository,
            ["currentVersionId"] = null,
            ["currentSemver"] = Version,
            ["outcome"] = "up_to_date",
            ["updated"] = false,
            ["nextCheckAt"] = Timestamp.Milliseconds(request.State.Now.AddDays(1)),
        });
    }

    // The administrator has the permission that a deployment grants to the API keys of its publishers.
    private ApiResponse Suspend(ApiRequest request, bool suspended) => !request.Member.IsAdmin
        ? throw Forbidden("Suspending and resuming plugins is limited to allowlisted publisher API keys", "deployment")
        : ApiResponse.Ok(new JsonObject
        {
            ["pluginId"] = PluginId(Repository(request)) ?? throw NotPublished("deployment"),
            ["suspended"] = suspended,
            ["note"] = request.Body?["note"]?.DeepClone(),
        });

    private static JsonObject Describe(ApiRequest request, JsonObject publication) => new ResourceReader(request.State, request.Member).Read(
        "publicationId pluginId repository scope isActive allProjects audienceProjectIds currentSemver diagnostics", publication);

    // Publications of the scope member belong to their publisher. Publications of the scope project belong to all members.
    private static bool IsOf(JsonObject publication, string scope, Member member) =>
        (string?)publication["scope"] == scope && (scope != "member" || (string?)publication["publisher"] == member.UserId);

    private static bool IsOf(JsonObject publication, string repository) =>
        string.Equals((string?)publication["repository"], repository, StringComparison.OrdinalIgnoreCase);

    // The plugin of a repository has the same ID in all scopes.
    private string? PluginId(string repository) => (string?)_publications.Find(publication => IsOf(publication, repository))?["pluginId"];

    private (string Repository, string Scope, JsonObject? Publication) Find(ApiRequest request)
    {
        var (repository, scope) = (Repository(request), Allowed(request, request.Body?["scope"]?.ToString()));
        return (repository, scope, _publications.Find(publication => IsOf(publication, scope, request.Member) && IsOf(publication, repository)));
    }

    /// <summary>Reads owner/name from the body, which can contain a URL.</summary>
    private static string Repository(ApiRequest request)
    {
        var isText = request.Body?["repository"]?.GetValueKind() == JsonValueKind.String;
        ApiError.ThrowIf(!isText, static () => ApiErrors.Validation(["repository must be a string."]));
        var name = ((string)request.Body!["repository"]!).Replace("https://github.com/", "", StringComparison.OrdinalIgnoreCase).TrimEnd('/');
        return name.EndsWith(".git", StringComparison.OrdinalIgnoreCase) ? name[..^4] : name;
    }

    private static string Allowed(ApiRequest request, string? scope) => scope switch
    {
        "member" => scope,
        "project" when request.Member.IsAdmin => scope,
        "project" => throw Forbidden("Publishing to this project is limited to Project Admins", scope),
        "deployment" => throw Forbidden("Publishing to the whole deployment is limited to allowlisted publisher API keys", scope),
        _ => throw Forbidden($"Unknown publication scope: {scope ?? "undefined"}", scope ?? "undefined"),
    };

    private static ApiError NotPublished(string scope) =>
        ApiErrors.Business("This plugin has no publication at that level", "PLUGIN_NOT_PUBLISHED", new JsonObject { ["scope"] = scope });

    // The status is 400, as for a business rule.
    private static ApiError Forbidden(string problem, string scope) =>
        ApiErrors.Business(problem, "PLUGIN_PUBLICATION_FORBIDDEN", new JsonObject { ["scope"] = scope });
}
