using System.Text.Json;

namespace Owox.Coverage;

/// <summary>The server's own description of its API.</summary>
public static class OpenApiFile
{
    private const string KeyHeader = "X-OWOX-Api-Key-Id";
    private const string KeyMark = "x-owox-api-key-auth";

    private static readonly string[] Methods = ["get", "post", "put", "patch", "delete", "head", "options", "search", "trace"];

    /// <summary>The one beside a checkout, which may be newer; else the one that the checkout carries.</summary>
    public static string PathFor(string repository)
    {
        var beside = Path.GetFullPath(Path.Combine(repository, "..", "shared", "contract", "openapi.json"));
        return File.Exists(beside) ? beside : Path.Combine(repository, "tests", "contract", "openapi.json");
    }

    public static IReadOnlyList<Operation> Read(string path)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(path));
        return [.. document.RootElement.GetProperty("paths").EnumerateObject()
            .SelectMany(route => route.Value.EnumerateObject()
                .Where(static action => Methods.Contains(action.Name, StringComparer.Ordinal))
                .Select(action => new Operation(action.Name.ToUpperInvariant(), route.Name, TagOf(action.Value), AccessOf(action.Value))))];
    }

    // An operation that takes a key says so by the header that must come with one; newer servers mark those that do not.
    private static Access AccessOf(JsonElement action)
    {
        if (!action.TryGetProperty("security", out var security) || security.GetArrayLength() == 0)
        {
            return Access.Open;
        }

        var isRefused = action.TryGetProperty(KeyMark, out var mark) && mark.ValueKind == JsonValueKind.False;
        var hasHeader = action.TryGetProperty("parameters", out var parameters)
            && parameters.EnumerateArray().Any(static p => p.TryGetProperty("name", out var name)
                && string.Equals(name.GetString(), KeyHeader, StringComparison.OrdinalIgnoreCase));
        return hasHeader && !isRefused ? Access.ApiKey : Access.Member;
    }

    private static string TagOf(JsonElement action) =>
        action.TryGetProperty("tags", out var tags) && tags.GetArrayLength() > 0 ? tags[0].GetString()! : "Others";
}
