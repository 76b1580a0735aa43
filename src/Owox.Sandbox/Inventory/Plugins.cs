namespace Owox.Sandbox.Inventory;

/// <summary>A plugin that someone has published at some level.</summary>
internal sealed record Publication(string Id, string PluginId, string Repository, string Scope, Member Publisher, bool IsActive)
{
    public JsonObject Describe(DateTimeOffset now) => new()
    {
        ["publicationId"] = Id,
        ["pluginId"] = PluginId,
        ["repository"] = Repository,
        ["scope"] = Scope,
        ["isActive"] = IsActive,
        ["allProjects"] = false,
        ["audienceProjectIds"] = new JsonArray(),
        ["currentSemver"] = Plugins.Version,
        ["diagnostics"] = new JsonObject
        {
            ["deliveryUrl"] = $"https://plugins.example.com/{Repository}/",
            ["commitSha"] = null,
            ["accessMode"] = "anonymous",
            ["syncedAt"] = Timestamp.Milliseconds(now),
            ["acceptedSemvers"] = new JsonArray(Plugins.Version),
            ["unchangedSemvers"] = new JsonArray(),
            ["rejections"] = new JsonArray(),
        },
    };
}

/// <summary>
/// The plugins of the project. Each repository holds one release, except those of the owner `example`, which are out of
/// reach, as every repository was when the samples were recorded.
/// </summary>
internal sealed class Plugins
{
    public const string Version = "1.0.0";

    private readonly Lock _gate = new();
    private readonly List<Publication> _publications = [];
    private readonly Dictionary<string, string> _ids = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>owner/name, from a URL or from itself.</summary>
    public static string Canonical(string repository)
    {
        const string Host = "https://github.com/";
        var name = repository.StartsWith(Host, StringComparison.OrdinalIgnoreCase) ? repository[Host.Length..] : repository;
        name = name.TrimEnd('/');
        return name.EndsWith(".git", StringComparison.OrdinalIgnoreCase) ? name[..^4] : name;
    }

    public Publication Publish(string repository, string scope, Member publisher)
    {
        if (repository.StartsWith("example/", StringComparison.OrdinalIgnoreCase))
        {
            throw ApiErrors.StatusOnly(500);
        }

        lock (_gate)
        {
            var pluginId = _ids.TryGetValue(repository, out var known) ? known : _ids[repository] = Secret.NewId();
            var id = Find(repository, scope, publisher)?.Id ?? Secret.NewId();
            return Replace(new Publication(id, pluginId, repository, scope, publisher, IsActive: true));
        }
    }

    public Publication Unpublish(string repository, string scope, Member publisher)
    {
        lock (_gate)
        {
            var publication = Find(repository, scope, publisher) ?? throw NotPublished(scope);
            return Replace(publication with { IsActive = false });
        }
    }

    public IReadOnlyList<Publication> Active(string scope, Member reader)
    {
        lock (_gate)
        {
            return [.. _publications.Where(publication => publication.IsActive && publication.Scope == scope
                && (scope != "member" || publication.Publisher == reader))];
        }
    }

    /// <summary>The plugin's ID; null for one that nobody ever published.</summary>
    public string? PluginId(string repository)
    {
        lock (_gate)
        {
            return _ids.GetValueOrDefault(repository);
        }
    }

    public static ApiError NotPublished(string scope) => ApiErrors.Business(
        "This plugin has no publication at that level", "PLUGIN_NOT_PUBLISHED", new JsonObject { ["scope"] = scope });

    // A member's publications are their own; the project's are everyone's.
    private Publication? Find(string repository, string scope, Member publisher) => _publications.Find(publication =>
        publication.Scope == scope
        && string.Equals(publication.Repository, repository, StringComparison.OrdinalIgnoreCase)
        && (scope != "member" || publication.Publisher == publisher));

    private Publication Replace(Publication publication)
    {
        _publications.RemoveAll(other => other.Id == publication.Id);
        _publications.Add(publication);
        return publication;
    }
}
