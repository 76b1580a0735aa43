using System.Text.Json;

namespace Owox.Coverage.Comparison;

/// <summary>Reads parameters, bodies and responses of one operation, with the schemas that they refer to.</summary>
internal sealed class ShapeReader(JsonElement description)
{
    // The largest operation of 0.35 has 700 fields. Schemas that refer to each other repeatedly could have millions of fields.
    private const int MaxFields = 20_000;

    private static readonly string[] Limits =
        ["format", "pattern", "minimum", "maximum", "minLength", "maxLength", "minItems", "maxItems", "nullable", "deprecated", "readOnly", "const"];

    private static readonly string[] Combinations = ["oneOf", "anyOf"];

    private readonly Dictionary<string, HashSet<string>> _fields = new(StringComparer.Ordinal);
    private readonly Stack<string> _references = new();

    public IReadOnlyDictionary<string, IReadOnlySet<string>> Read(IEnumerable<JsonElement> shared, JsonElement action)
    {
        foreach (var parameter in shared.Concat(OpenApiFile.Items(action, "parameters")).Select(Resolve))
        {
            ReadParameter(parameter);
        }

        if (action.TryGetProperty("requestBody", out var body))
        {
            ReadContent("request", Resolve(body));
        }

        if (action.TryGetProperty("responses", out var responses) && responses.ValueKind == JsonValueKind.Object)
        {
            foreach (var response in responses.EnumerateObject())
            {
                ReadContent($"response {response.Name}", Resolve(response.Value));
            }
        }

        return _fields.ToDictionary(static field => field.Key, static field => (IReadOnlySet<string>)field.Value, StringComparer.Ordinal);
    }

    // Placeholders are compared by their position in the path.
    private void ReadParameter(JsonElement parameter)
    {
        var place = OpenApiFile.Text(parameter, "in");
        if (place == "path")
        {
            return;
        }

        var name = $"parameter {OpenApiFile.Text(parameter, "name")} ({place})";
        Add(name, IsTrue(parameter, "required") ? "required" : null);
        if (Object(parameter, "schema") is { } schema)
        {
            ReadSchema(name, schema);
        }

        ReadMedia(name, parameter);
    }

    private void ReadContent(string name, JsonElement content)
    {
        Add(name, IsTrue(content, "required") ? "required" : null);
        ReadMedia(name, content);
    }

    private void ReadMedia(string name, JsonElement owner)
    {
        foreach (var media in Properties(owner, "content"))
        {
            Add(name, media.Name);
            if (Object(media.Value, "schema") is { } schema)
            {
                ReadSchema(name, schema);
            }
        }
    }

    private void ReadSchema(string name, JsonElement schema)
    {
        if (OpenApiFile.Text(schema, "$ref") is not { } reference)
        {
            ReadOwn(name, schema);
        }
        else if (_references.Contains(reference))
        {
            Add(name, $"as {reference[(reference.LastIndexOf('/') + 1)..]} above");
        }
        else if (Find(reference) is { } target)
        {
            _references.Push(reference);
            ReadSchema(name, target);
            _references.Pop();
        }
        else
        {
            Add(name, $"schema {reference}");
        }
    }

    private void ReadOwn(string name, JsonElement schema)
    {
        Add(name, null);
        if (schema.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        AddProperties(name, schema);
        foreach (var base_ in OpenApiFile.Items(schema, "allOf"))
        {
            ReadSchema(name, base_);
        }

        foreach (var (option, i) in Combinations.SelectMany(kind => OpenApiFile.Items(schema, kind)).Select(static (option, i) => (option, i)))
        {
            var reference = OpenApiFile.Text(option, "$ref");
            ReadSchema($"{name} ({(reference is null ? $"option {i + 1}" : reference[(reference.LastIndexOf('/') + 1)..])})", option);
        }

        foreach (var property in Properties(schema, "properties"))
        {
            ReadSchema($"{name}.{property.Name}", property.Value);
        }

        foreach (var required in OpenApiFile.Items(schema, "required").Where(static item => item.ValueKind == JsonValueKind.String))
        {
            Add($"{name}.{required.GetString()}", "required");
        }

        ReadNested(name + "[]", schema, "items");
        ReadNested(name + ".*", schema, "additionalProperties");
    }

    private void AddProperties(string name, JsonElement schema)
    {
        if (schema.TryGetProperty("type", out var type))
        {
            Add(name, type.ValueKind == JsonValueKind.Array ? string.Join(" or ", type.EnumerateArray()) : type.ToString());
        }

        foreach (var value in OpenApiFile.Items(schema, "enum"))
        {
            Add(name, $"value {value}");
        }

        foreach (var limit in Limits)
        {
            if (schema.TryGetProperty(limit, out var value))
            {
                Add(name, value.ValueKind == JsonValueKind.True ? limit : $"{limit} {value}");
            }
        }
    }

    private void ReadNested(string name, JsonElement schema, string property)
    {
        if (Object(schema, property) is { } nested)
        {
            ReadSchema(name, nested);
        }
    }

    private void Add(string name, string? property)
    {
        if (!_fields.TryGetValue(name, out var properties))
        {
            _fields[name] = properties = new HashSet<string>(StringComparer.Ordinal);
            if (_fields.Count > MaxFields)
            {
                throw new InvalidDataException($"has more than {MaxFields} fields: {name}.");
            }
        }

        if (property is { Length: > 0 })
        {
            properties.Add(property);
        }
    }

    private JsonElement Resolve(JsonElement element) => OpenApiFile.Text(element, "$ref") is { } reference ? Find(reference) ?? element : element;

    private JsonElement? Find(string reference)
    {
        var (target, parts) = (description, reference.Split('/'));
        foreach (var part in parts.Skip(1).Select(static part => part.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)))
        {
            if (target.ValueKind != JsonValueKind.Object || !target.TryGetProperty(part, out target))
            {
                return null;
            }
        }

        return parts is ["#", _, ..] ? target : null;
    }

    private static bool IsTrue(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;

    private static JsonElement? Object(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Object ? value : null;

    private static IEnumerable<JsonProperty> Properties(JsonElement element, string name) => Object(element, name)?.EnumerateObject() ?? Enumerable.Empty<JsonProperty>();
}
