using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Owox.Http.Json;
using Owox.Http.Requests;
using Owox.Resources;
using Owox.Text;

namespace Owox;

/// <summary>The publications of plugins in the Gallery. Each request can be repeated without side effects.</summary>
public sealed class PluginsClient
{
    private const string Path = "/api/plugins/";

    private readonly ApiConnection _connection;

    internal PluginsClient(ApiConnection connection) => _connection = connection;

    /// <summary>Lists the publications that the session can manage in one scope.</summary>
    public Task<PluginPublication[]> ListAsync(string scope, CancellationToken cancellationToken) =>
        _connection.ListAsync($"{Path}publications?scope={Uri.EscapeDataString(scope)}", OwoxJsonContext.Default.PluginPublication, cancellationToken);

    /// <summary>Publishes a plugin in the Gallery. The server reads the plugin's releases first.</summary>
    /// <param name="repository">A GitHub repository, as a URL or owner/name.</param>
    /// <param name="scope"><c>member</c>, <c>project</c> or <c>deployment</c>.</param>
    /// <param name="audience">The projects that can use the plugin, for the scope deployment; null for other scopes.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    public Task<PluginPublication> PublishAsync(string repository, string scope, PluginAudience? audience, CancellationToken cancellationToken) =>
        PostAsync("publications", json => Write(json, repository, scope, audience), OwoxJsonContext.Default.PluginPublication, cancellationToken);

    /// <summary>Removes a plugin from the Gallery, or projects from its audience.</summary>
    public Task<PluginPublication> UnpublishAsync(string repository, string scope, PluginAudience? audience, CancellationToken cancellationToken) =>
        PostAsync("publications/unpublish", json => Write(json, repository, scope, audience), OwoxJsonContext.Default.PluginPublication, cancellationToken);

    /// <summary>Makes the server check for a newer release immediately.</summary>
    public Task<PluginUpdate> UpdateAsync(string repository, CancellationToken cancellationToken) =>
        PostAsync("update", json => json.WriteString("repository", repository), OwoxJsonContext.Default.PluginUpdate, cancellationToken);

    /// <summary>Suspends a plugin in the entire deployment, or ends its suspension.</summary>
    public async Task<PluginSuspension> SetSuspensionAsync(string repository, bool suspended, string? note, CancellationToken cancellationToken)
    {
        var suspension = await PostAsync(
            suspended ? "suspend" : "resume",
            json =>
            {
                json.WriteString("repository", repository);
                if (note is not null)
                {
                    json.WriteString("note", note);
                }
            },
            OwoxJsonContext.Default.PluginSuspension,
            cancellationToken).ConfigureAwait(false);
        suspension.Repository = repository;
        return suspension;
    }

    private static void Write(Utf8JsonWriter json, string repository, string scope, PluginAudience? audience)
    {
        json.WriteString("repository", repository);
        json.WriteString("scope", scope);
        if (audience is { AllProjects: true })
        {
            json.WriteBoolean("allProjects", value: true);
        }

        if (audience is { ProjectIds.Count: > 0 })
        {
            json.WriteTexts("projectIds", audience.ProjectIds);
        }
    }

    private async Task<T> PostAsync<T>(string action, Action<Utf8JsonWriter> write, JsonTypeInfo<T> contract, CancellationToken cancellationToken)
        where T : class
    {
        var request = ApiRequest.WithJson(HttpMethod.Post, Path + action, Utf8Json.Object(write)) with
        {
            HowToCheck = "List the publications that you can manage to check whether the change was made.",
        };
        using var document = await _connection.ReadJsonAsync(request, cancellationToken).ConfigureAwait(false);
        return JsonResponseReader.Bind(document.RootElement, contract, request);
    }
}

/// <summary>The projects that can use a publication of a deployment.</summary>
/// <param name="ProjectIds">The projects to add or remove.</param>
/// <param name="AllProjects">Whether all projects are included, also future ones.</param>
public sealed record PluginAudience(IReadOnlyList<string> ProjectIds, bool AllProjects);
