using System.Text.Json;

namespace Owox.Coverage;

/// <summary>The OpenAPI description of the server.</summary>
public static class OpenApiFile
{
    // A description has half a megabyte. The limit applies if the path is a device or another file.
    private const int MaxBytes = 64 * 1024 * 1024;

    private const string KeyHeader = "X-OWOX-Api-Key-Id";
    private const string KeyMark = "x-owox-api-key-auth";

    private static readonly string[] Methods = ["get", "post", "put", "patch", "delete", "head", "options", "search", "trace"];

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <summary>The versions of the server whose descriptions are in the repository, oldest first.</summary>
    public static IReadOnlyList<string> Versions { get; } = ["0.31", "0.35"];

    /// <summary>Returns the path of the description of a version. The file contains no description texts.</summary>
    public static string PathFor(string repository, string version) => Path.Combine(repository, "tests", "contract", $"openapi-{version}.json");

    public static IReadOnlyList<Operation> Read(string path)
    {
        using var document = Open(path);
        return [.. Actions(document.RootElement).Select(static action =>
            new Operation(action.Method, action.Path, TagOf(action.Value), AccessOf(action.Value)))];
    }

    /// <summary>Reads a description. Throws InvalidDataException with the name of the file if the file is not a description.</summary>
    public static JsonDocument Open(string path)
    {
        try
        {
            var document = JsonDocument.Parse(ReadText(path), Strict);
            return Problem(document.RootElement) is { } problem ? throw new InvalidDataException($"{path} is not an OpenAPI description: {problem}.") : document;
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{path} is not JSON: {e.Message}", e);
        }
        catch (InvalidOperationException e)
        {
            throw new InvalidDataException($"{path} has a text that cannot be read: {e.Message}", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new InvalidDataException($"Cannot read {path}: {e.Message}", e);
        }
    }

    /// <summary>Returns the operations: the method, the path and the describing object.</summary>
    public static IEnumerable<(string Method, string Path, JsonElement Value)> Actions(JsonElement description) =>
        from route in description.GetProperty("paths").EnumerateObject()
        from action in route.Value.EnumerateObject()
        where Methods.Contains(action.Name, StringComparer.Ordinal)
        select (action.Name.ToUpperInvariant(), route.Name, action.Value);

    private static string ReadText(string path)
    {
        using var file = File.OpenRead(path);
        using var bytes = new MemoryStream();
        var buffer = new byte[64 * 1024];
        for (int read; (read = file.Read(buffer)) > 0;)
        {
            bytes.Write(buffer, 0, read);
            if (bytes.Length > MaxBytes)
            {
                throw new IOException($"it has more than {MaxBytes / (1024 * 1024)} MiB.");
            }
        }

        bytes.Position = 0;
        return new StreamReader(bytes).ReadToEnd();
    }

    private static string? Problem(JsonElement root)
    {
        if (root.Text("swagger") is { } version)
        {
            return $"it is Swagger {version}, and OpenAPI 3 is needed";
        }

        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("paths", out var paths) || paths.ValueKind != JsonValueKind.Object)
        {
            return "it has no object \"paths\"";
        }

        if (paths.EnumerateObject().FirstOrDefault(static route => route.Value.ValueKind != JsonValueKind.Object) is { Value.ValueKind: not JsonValueKind.Undefined } route)
        {
            return $"the path {route.Name} is not an object";
        }

        var actions = Actions(root).ToArray();
        return Array.Find(actions, static action => action.Value.ValueKind != JsonValueKind.Object) is { Path: { } path } action
            ? $"the operation {action.Method} {path} is not an object"
            : actions.Length == 0 ? "it has no operations" : null;
    }

    // An operation that accepts an API key lists the header that is required with one. Newer servers mark operations that do not accept a key.
    private static Access AccessOf(JsonElement action)
    {
        if (!action.Items("security").Any())
        {
            return Access.Open;
        }

        var isRefused = action.TryGetProperty(KeyMark, out var mark) && mark.ValueKind == JsonValueKind.False;
        var hasHeader = action.Items("parameters").Any(static p => string.Equals(p.Text("name"), KeyHeader, StringComparison.OrdinalIgnoreCase));
        return hasHeader && !isRefused ? Access.ApiKey : Access.Member;
    }

    private static string TagOf(JsonElement action) =>
        action.Items("tags").FirstOrDefault() is { ValueKind: JsonValueKind.String } tag ? tag.GetString()! : "Others";
}
