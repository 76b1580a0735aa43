using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Owox.Http.Json;
using Owox.Http.Requests;
using Owox.Resources;
using Owox.Text;

namespace Owox;

/// <summary>The plugins of the Gallery, for those who publish them. Each call may be sent again without harm.</summary>
public sealed class PluginsClient
{
    private const string Path = "/api/plugins/";

    private readonly ApiConnection _connection;

    internal PluginsClient(ApiConnection connection) => _connection = connection;

    /// <summary>The publications that the session may manage at one level.</summary>
    public Task<PluginPublication[]> ListAsync(string scope, CancellationToken cancellationToken) =>
        _connection.ListAsync($"{Path}publications?scope={Uri.EscapeDataString(scope)}", OwoxJsonContext.Default.PluginPublication, cancellationToken);

    /// <summary>Lists a plugin in the Gallery; the server reads its releases first.</summary>
    /// <param name="repository">A GitHub repository, as a URL or owner/name.</param>
    /// <param name="scope"><c>member</c>, <c>project</c> or <c>deployment</c>.</param>
    /// <param name="audience">Whom it reaches, for a deployment; null elsewhere.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    public Task<PluginPublication> PublishAsync(string repository, string scope, PluginAudience? audience, CancellationToken cancellationToken) =>
        PostAsync("publications", json => Write(json, repository, scope, audience), OwoxJsonContext.Default.PluginPublication, cancellationToken);

    /// <summary>Takes a plugin out of the Gallery, or some projects out of its audience.</summary>
    public Task<PluginPublication> UnpublishAsync(string repository, string scope, PluginAudience? audience, CancellationToken cancellationToken) =>
        PostAsync("publications/unpublish", json => Write(json, repository, scope, audience), OwoxJsonContext.Default.PluginPublication, cancellationToken);

    /// <summary>Has the server look for a newer release now.</summary>
    public Task<PluginUpdate> UpdateAsync(string repository, CancellationToken cancellationToken) =>
        PostAsync("update", json => json.WriteString("repository", repository), OwoxJsonContext.Default.PluginUpdate, cancellationToken);

    /// <summary>Suspends a plugin in the whole deployment, or lifts its suspension.</summary>
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
            HowToCheck = "List the publications that you may manage to see whether it was done.",
        };
        using var answer = await _connection.ReadJsonAsync(request, cancellationToken).ConfigureAwait(false);
        return JsonResponseReader.Bind(answer.RootElement, contract, request);
    }
}

/// <summary>Whom a publication of a deployment reaches: some projects, or all of them.</summary>
/// <param name="ProjectIds">The projects to add or to take out.</param>
/// <param name="AllProjects">Every project, those to come included.</param>
public sealed record PluginAudience(IReadOnlyList<string> ProjectIds, bool AllProjects);
