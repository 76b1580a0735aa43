using System.Collections;
using Owox.Redaction;

namespace Owox.PowerShell.Plugins;

/// <summary>What a publisher can do about a refusal, from what the server tells beside its message.</summary>
internal static class PluginErrorHints
{
    private const int MaxHints = 10;

    public static IEnumerable<string> GetHints(OwoxApiException refusal)
    {
        var details = refusal.Details;
        if (details is null)
        {
            yield break;
        }

        if (Text(details, "installationUrl") is { } url && Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps)
        {
            yield return $"Let the server read the repository: install its GitHub App at {ServerTextSanitizer.Sanitize(uri.AbsoluteUri, [])}, then run the same command again.";
        }

        var rejected = details.TryGetValue("rejections", out var list) && list is IEnumerable several
            ? several.OfType<IReadOnlyDictionary<string, object?>>().Take(MaxHints)
            : [];
        foreach (var release in rejected)
        {
            yield return ServerTextSanitizer.Sanitize($"The release {Text(release, "tagName")} was not taken: {Text(release, "code")}, {Text(release, "detail")}", [])!;
        }
    }

    private static string? Text(IReadOnlyDictionary<string, object?> from, string name) =>
        from.TryGetValue(name, out var value) ? value as string : null;
}
