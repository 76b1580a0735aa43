using System.Text.Json;

namespace Owox.Coverage.Comparison;

/// <summary>The parameters, the request and the responses of an operation, with one entry for each parameter and field.</summary>
internal sealed record OperationShape(string Name, IReadOnlyDictionary<string, IReadOnlySet<string>> Fields)
{
    /// <summary>Returns the operations of a description by name. Placeholders in the names are unnamed.</summary>
    public static IReadOnlyDictionary<string, OperationShape> Read(string path)
    {
        using var document = OpenApiFile.Open(path);
        var shapes = new Dictionary<string, OperationShape>(StringComparer.Ordinal);
        foreach (var (method, route, action) in OpenApiFile.Actions(document.RootElement))
        {
            var name = $"{method} {route}";
            try
            {
                var fields = new ShapeReader(document.RootElement).Read(route, SharedParameters(document.RootElement, route), action);

                // OpenAPI forbids two paths that differ only in the names of placeholders. None of them may get lost.
                shapes[shapes.ContainsKey(Key(name)) ? name : Key(name)] = new OperationShape(name, fields);
            }
            catch (Exception e) when (e is InvalidDataException or InvalidOperationException)
            {
                throw new InvalidDataException($"{path}: {name} {(e is InvalidDataException ? e.Message : $"cannot be read: {e.Message}")}", e);
            }
        }

        return shapes;
    }

    /// <summary>Returns the name of an operation with unnamed placeholders, because a server can rename placeholders.</summary>
    public static string Key(string name) => string.Join('/', name.Split('/').Select(static part =>
        part.IndexOf('{', StringComparison.Ordinal) is >= 0 and var start && part.LastIndexOf('}') is var end && end > start
            ? $"{part[..start]}{{}}{part[(end + 1)..]}"
            : part));

    // Parameters that apply to all operations of a path are listed once, next to the operations.
    private static IEnumerable<JsonElement> SharedParameters(JsonElement description, string route) =>
        description.GetProperty("paths").GetProperty(route).Items("parameters");
}
