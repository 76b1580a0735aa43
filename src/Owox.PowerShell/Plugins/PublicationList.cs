using System.Collections;
using Owox.Errors;
using Owox.Redaction;

namespace Owox.PowerShell.Plugins;

/// <summary>The publications that a connection can manage. They are read once.</summary>
/// <param name="cmdlet">Sends the requests.</param>
/// <param name="scopes">The scopes; null for all scopes, without those that the connection cannot manage.</param>
internal sealed class PublicationList(ConnectionCmdletBase cmdlet, string[]? scopes = null)
{
    private static readonly string[] Levels = ["member", "project", "deployment"];

    private PluginPublication[]? _all;

    public IReadOnlyList<PluginPublication> All => _all ??= [.. (scopes ?? Levels).Distinct(StringComparer.OrdinalIgnoreCase).SelectMany(ListAsync)];

    /// <exception cref="OwoxNotFoundException">No publication has this ID.</exception>
    public PluginPublication ById(string id) =>
        All.FirstOrDefault(publication => string.Equals(publication.PublicationId, id, StringComparison.OrdinalIgnoreCase)) ?? throw NotFound(id);

    public static OwoxNotFoundException NotFound(string which) => new(
        ErrorReason.NotFound,
        ServerTextSanitizer.Sanitize($"There is no publication {which} that this connection can manage. Get-OwoxPluginPublication lists the publications.", [])!,
        new ApiErrorResponse(404, "GET", "/api/plugins/publications"));

    private PluginPublication[] ListAsync(string scope)
    {
        try
        {
            return cmdlet.Call((client, cancellationToken) => client.Plugins.ListAsync(scope.ToLowerInvariant(), cancellationToken));
        }
        catch (OwoxPermissionException e) when (scopes is null)
        {
            cmdlet.WriteVerbose($"The publications with the scope {scope} cannot be listed: {e.ServerMessage}");
            return [];
        }
    }
}

/// <summary>Returns remedies for an error response, based on its details.</summary>
internal static class PluginErrorHints
{
    private const int MaxHints = 10;

    public static IEnumerable<string> GetHints(OwoxApiException exception)
    {
        var details = exception.Details;
        if (details is null)
        {
            yield break;
        }

        if (Text(details, "installationUrl") is { } url && Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps)
        {
            yield return $"The server cannot read the repository. Install its GitHub App at {ServerTextSanitizer.Sanitize(uri.AbsoluteUri, [])}, then run the same command again.";
        }

        var rejected = details.TryGetValue("rejections", out var list) && list is IEnumerable several
            ? several.OfType<IReadOnlyDictionary<string, object?>>().Take(MaxHints)
            : [];
        foreach (var release in rejected)
        {
            yield return ServerTextSanitizer.Sanitize($"The release {Text(release, "tagName")} was rejected: {Text(release, "code")}, {Text(release, "detail")}", [])!;
        }
    }

    private static string? Text(IReadOnlyDictionary<string, object?> from, string name) =>
        from.TryGetValue(name, out var value) ? value as string : null;
}
