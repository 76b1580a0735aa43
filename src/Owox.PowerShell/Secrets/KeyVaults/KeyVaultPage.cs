using System.Text.Json;

namespace Owox.PowerShell.Secrets.KeyVaults;

/// <summary>A secret in the list of a key vault, which contains no values.</summary>
/// <param name="Name">The name.</param>
/// <param name="Tags">The tags.</param>
internal sealed record KeyVaultItem(string Name, IReadOnlyDictionary<string, string> Tags);

/// <summary>A page of the list of a key vault.</summary>
/// <param name="Items">The secrets.</param>
/// <param name="NextLink">The address of the next page; null for the last page.</param>
internal sealed record KeyVaultPage(IReadOnlyList<KeyVaultItem> Items, string? NextLink)
{
    /// <summary>Reads the response of the vault, or null if it is not a list.</summary>
    public static KeyVaultPage? Read(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var root = document.RootElement;
            return new KeyVaultPage(
                [.. root.GetProperty("value").EnumerateArray().Select(static item => new KeyVaultItem(NameOf(item.GetProperty("id").GetString() ?? ""), KeyVaultSecret.ReadTags(item)))],
                root.TryGetProperty("nextLink", out var next) && next.ValueKind == JsonValueKind.String ? next.GetString() : null);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>Whether the list ends with this page.</summary>
    public bool IsLast => string.IsNullOrEmpty(NextLink);

    /// <summary>The path and query of the next page, or null if there is none or it is on another host, which is never requested.</summary>
    /// <param name="vault">The address of the vault.</param>
    public string? NextPath(string vault) =>
        !IsLast && Uri.TryCreate(NextLink, UriKind.Absolute, out var next)
        && next.GetLeftPart(UriPartial.Authority) == new Uri(vault).GetLeftPart(UriPartial.Authority) && next.Query.Length > 0
            ? next.PathAndQuery
            : null;

    private static string NameOf(string id) => id.Substring(id.LastIndexOf('/') + 1);
}
