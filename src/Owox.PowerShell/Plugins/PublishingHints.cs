using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using Owox.Http;

namespace Owox.PowerShell.Plugins;

/// <summary>What a publisher can do about a refusal, from what the server tells beside its message.</summary>
internal static class PublishingHints
{
    private const int Most = 10;

    public static IEnumerable<string> For(OwoxApiException refusal)
    {
        var details = refusal.Details;
        if (details is null)
        {
            yield break;
        }

        if (Text(details, "installationUrl") is { } url && Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps)
        {
            yield return $"Let the server read the repository: install its GitHub App at {ServerText.Clean(uri.AbsoluteUri, [])}, then run the same command again.";
        }

        var rejected = details.TryGetValue("rejections", out var list) && list is IEnumerable several
            ? several.OfType<IReadOnlyDictionary<string, object?>>().Take(Most)
            : [];
        foreach (var release in rejected)
        {
            yield return ServerText.Clean($"The release {Text(release, "tagName")} was not taken: {Text(release, "code")}, {Text(release, "detail")}", [])!;
        }
    }

    private static string? Text(IReadOnlyDictionary<string, object?> from, string name) =>
        from.TryGetValue(name, out var value) ? value as string : null;
}
