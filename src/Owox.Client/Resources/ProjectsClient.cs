using System.Text.Json;
using Owox.Http.Errors;
using Owox.Http.Json;
using Owox.Http.Requests;
using Owox.Resources;
using Owox.Resources.Projects;
using Owox.Text;

namespace Owox;

/// <summary>The project that the session belongs to.</summary>
public sealed class ProjectsClient
{
    private const string Settings = "/api/projects/settings";

    private readonly ApiConnection _connection;

    internal ProjectsClient(ApiConnection connection) => _connection = connection;

    /// <summary>Returns the project: its ID and title, its description, and the progress of its setup.</summary>
    public async Task<Project> GetAsync(CancellationToken cancellationToken)
    {
        var settings = await _connection.GetAsync(Settings, OwoxJsonContext.Default.ProjectSettings, cancellationToken).ConfigureAwait(false);
        return await WithAsync(settings, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Changes the description of the project.</summary>
    /// <param name="description">1 to 10,000 characters; null to remove the description.</param>
    /// <param name="cancellationToken">Cancels the request. The change may have been made.</param>
    /// <exception cref="OwoxConfigurationException">The server would reject the text. No request was sent.</exception>
    /// <exception cref="OwoxPermissionException">The member is not a project admin.</exception>
    public async Task<Project> SetDescriptionAsync(string? description, CancellationToken cancellationToken)
    {
        ProjectDescriptionValidator.Check(description);
        var request = ApiRequest.WithJson(HttpMethod.Put, Settings + "/description", Utf8Json.Object(json => json.WriteString("description", description))) with
        {
            HowToCheck = "Read the project to check its description.",
        };
        using var document = await _connection.ReadJsonAsync(request, cancellationToken, UpdateErrors).ConfigureAwait(false);
        return await WithAsync(JsonResponseReader.Bind(document.RootElement, OwoxJsonContext.Default.ProjectSettings, request), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Returns the member and the project of the session, or null if the server is too old to return them.</summary>
    public async Task<AuthContext?> GetAuthContextAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _connection.GetAsync("/api/auth/context", OwoxJsonContext.Default.AuthContext, cancellationToken).ConfigureAwait(false);
        }
        catch (OwoxNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Searches the project. The best matches come first.</summary>
    /// <exception cref="OwoxConfigurationException">The server would reject the search. No request was sent.</exception>
    public async Task<SearchHit[]> SearchAsync(SearchQuery query, CancellationToken cancellationToken)
    {
        var request = new ApiRequest(HttpMethod.Get, query.ToPathAndQuery());
        using var document = await _connection.ReadJsonAsync(request, cancellationToken, query.EntityTypes.Contains("REPORT", StringComparer.Ordinal) ? ReportSearchErrors : null).ConfigureAwait(false);
        var hits = JsonResponseReader.BindArray(document.RootElement, OwoxJsonContext.Default.SearchHit, request);
        foreach (var hit in hits)
        {
            hit.Url = AbsoluteUrl(hit.Url);
        }

        return hits;
    }

    // A path is relative to the server's origin.
    private string? AbsoluteUrl(string? url) =>
        url?.StartsWith("/", StringComparison.Ordinal) == true && Uri.TryCreate(_connection.Session.Origin.Uri, url, out var address)
        && address.Authority == _connection.Session.Origin.Uri.Authority
            ? address.AbsoluteUri
            : url;

    /// <summary>Lists the contexts of the project.</summary>
    public Task<ProjectContext[]> ListContextsAsync(CancellationToken cancellationToken) =>
        _connection.ListAsync("/api/contexts", OwoxJsonContext.Default.ProjectContext, cancellationToken);

    private static ErrorMessageOverrides ReportSearchErrors { get; } = new()
    {
        BadRequestRemedy = static _ => "Correct the request according to the server's message. A search for reports requires server version 0.35 or later.",
    };

    private static ErrorMessageOverrides UpdateErrors { get; } = new()
    {
        Forbidden = "Only a project admin can change the project's description. Connect with the key of an admin, or ask an admin to change it.",
    };

    private async Task<Project> WithAsync(ProjectSettings settings, CancellationToken cancellationToken)
    {
        var context = await GetAuthContextAsync(cancellationToken).ConfigureAwait(false);
        var progress = await ProgressAsync(cancellationToken).ConfigureAwait(false);
        var steps = progress?.Steps?.Select(static step => StepOf(step.Key, step.Value)).OfType<SetupStep>().ToArray();
        return new Project(
            context?.ProjectId, context?.ProjectTitle, settings.Description, (int?)progress?.Progress, steps ?? []);
    }

    // A value without a completion state is not a known kind of step.
    private static SetupStep? StepOf(string name, JsonElement state) =>
        state.ValueKind == JsonValueKind.Object && state.TryGetProperty("done", out var done) && done.ValueKind is JsonValueKind.True or JsonValueKind.False
            ? new SetupStep(name, done.ValueKind == JsonValueKind.True, CompletedAt(state))
            : null;

    private static DateTimeOffset? CompletedAt(JsonElement state) =>
        state.TryGetProperty("completedAt", out var at) && at.ValueKind == JsonValueKind.String && at.TryGetDateTimeOffset(out var time) ? time : null;

    // Older servers do not return the progress.
    private async Task<SetupProgress?> ProgressAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _connection.GetAsync("/api/project-setup-progress", OwoxJsonContext.Default.SetupProgress, cancellationToken).ConfigureAwait(false);
        }
        catch (OwoxNotFoundException)
        {
            return null;
        }
    }
}
