using System.Text.Json;

namespace Owox.Coverage.Comparison;

/// <summary>Reads parameters, bodies and responses of one operation, with the schemas that they refer to.</summary>
internal sealed class ShapeReader(JsonElement description)
{
    // The largest operation of 0.35 has 700 fields. Schemas that refer to each other repeatedly could have millions of fields.
    private const int MaxFields = 20_000;

    // A schema can refer to schemas without an end that this program can afford.
    private const int MaxReferences = 64;

    private static readonly string[] Limits =
    [
        "format", "pattern", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "minLength", "maxLength", "minItems", "maxItems", "uniqueItems",
        "minProperties", "maxProperties", "nullable", "deprecated", "readOnly", "writeOnly", "const",
    ];

    private static readonly string[] Combinations = ["oneOf", "anyOf"];

    private readonly Dictionary<string, HashSet<string>> _fields = new(StringComparer.Ordinal);
    private readonly Stack<string> _references = new();

    public IReadOnlyDictionary<string, IReadOnlySet<string>> Read(string route, IEnumerable<JsonElement> shared, JsonElement action)
    {
        if (action.IsTrue("deprecated"))
        {
            Add("the operation", "deprecated");
        }

        foreach (var parameter in shared.Concat(action.Items("parameters")).Select(Resolve))
        {
            ReadParameter(route, parameter);
        }

        if (action.TryGetProperty("requestBody", out var body))
        {
            ReadContent("request", Resolve(body));
        }

        foreach (var response in action.Properties("responses"))
        {
            ReadContent($"response {response.Name}", Resolve(response.Value));
        }

        return _fields.ToDictionary(static field => field.Key, static field => (IReadOnlySet<string>)field.Value, StringComparer.Ordinal);
    }

    // A server can rename placeholders, so they are compared by their position in the path.
    private void ReadParameter(string route, JsonElement parameter)
    {
        var (place, title) = (parameter.Text("in"), parameter.Text("name"));
        var position = route.Split('{').Skip(1).Select(static part => part.Split('}')[0]).ToList().IndexOf(title ?? "");
        var name = place == "path" && position >= 0 ? $"parameter {position + 1} of the path" : $"parameter {title} ({place})";
        Add(name, parameter.IsTrue("required") ? "required" : null);
        Add(name, parameter.IsTrue("deprecated") ? "deprecated" : null);
        ReadNested(name, parameter, "schema");
        ReadMedia(name, parameter);
    }

    private void ReadContent(string name, JsonElement content)
    {
        Add(name, content.IsTrue("required") ? "required" : null);
        ReadMedia(name, content);
    }

    private void ReadMedia(string name, JsonElement owner)
    {
        foreach (var media in owner.Properties("content"))
        {
            Add(name, media.Name);
            ReadNested(name, media.Value, "schema");
        }
    }

    private void ReadSchema(string name, JsonElement schema)
    {
        if (schema.Text("$ref") is not { } reference)
        {
            ReadOwn(name, schema);
            return;
        }

        // Since OpenAPI 3.1, a reference can have properties.
        AddProperties(name, schema);
        if (_references.Contains(reference))
        {
            Add(name, $"as {reference[(reference.LastIndexOf('/') + 1)..]} above");
        }
        else if (_references.Count < MaxReferences && Find(reference) is { } target)
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
        foreach (var base_ in schema.Items("allOf"))
        {
            ReadSchema(name, base_);
        }

        foreach (var (option, i) in Combinations.SelectMany(kind => schema.Items(kind)).Select(static (option, i) => (option, i)))
        {
            var reference = option.Text("$ref");
            ReadSchema($"{name} ({(reference is null ? $"option {i + 1}" : reference[(reference.LastIndexOf('/') + 1)..])})", option);
        }

        foreach (var property in schema.Properties("properties"))
        {
            ReadSchema($"{name}.{property.Name}", property.Value);
        }

        foreach (var required in schema.Items("required").Where(static item => item.ValueKind == JsonValueKind.String))
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
            // OpenAPI 3.1 has the type null where 3.0 has nullable.
            var types = type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().Select(static item => item.ToString()).ToArray() : [type.ToString()];
            Add(name, string.Join(" or ", types.Where(static item => item != "null").Order(StringComparer.Ordinal)));
            Add(name, types.Contains("null", StringComparer.Ordinal) ? "nullable" : null);
        }

        foreach (var value in schema.Items("enum"))
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

        if (schema.TryGetProperty("default", out var standard))
        {
            Add(name, $"default {standard.GetRawText()}");
        }

        if (schema.TryGetProperty("additionalProperties", out var others) && others.ValueKind == JsonValueKind.False)
        {
            Add(name, "no other properties");
        }
    }

    private void ReadNested(string name, JsonElement schema, string property)
    {
        if (schema.Object(property) is { } nested)
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

    private JsonElement Resolve(JsonElement element) => element.Text("$ref") is { } reference ? Find(reference) ?? element : element;

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
}
