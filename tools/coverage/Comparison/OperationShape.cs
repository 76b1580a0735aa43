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
                shapes[Key(name)] = new OperationShape(name, new ShapeReader(document.RootElement).Read(SharedParameters(document.RootElement, route), action));
            }
            catch (InvalidDataException e)
            {
                throw new InvalidDataException($"{path}: {name} {e.Message}", e);
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
        OpenApiFile.Items(description.GetProperty("paths").GetProperty(route), "parameters");
}
