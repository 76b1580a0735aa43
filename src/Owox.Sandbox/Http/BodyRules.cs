namespace Owox.Sandbox.Http;

/// <summary>Checks a body field by field and refuses it with every complaint at once, as the server's validator does.</summary>
internal sealed class BodyRules
{
    private readonly JsonObject _body;
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private readonly List<string> _complaints = [];

    public BodyRules(JsonNode? body) => _body = body as JsonObject ?? [];

    public BodyRules Require(string field, params (Func<JsonNode?, bool> Holds, string Complaint)[] rules)
    {
        _known.Add(field);
        var value = _body[field];
        foreach (var (holds, complaint) in rules)
        {
            if (!holds(value))
            {
                _complaints.Add($"{field} {complaint}.");
            }
        }

        return this;
    }

    public BodyRules Allow(string field, Func<JsonNode?, bool> holds, string complaint)
    {
        _known.Add(field);
        if (_body[field] is { } value && !holds(value))
        {
            _complaints.Add($"{field} {complaint}.");
        }

        return this;
    }

    public void Check()
    {
        var unknown = _body.Where(field => !_known.Contains(field.Key)).Select(field => $"property {field.Key} should not exist.");
        var complaints = unknown.Concat(_complaints).ToList();
        if (complaints.Count > 0)
        {
            throw ApiErrors.Validation(complaints);
        }
    }

    public static bool IsString(JsonNode? value) => value?.GetValueKind() == JsonValueKind.String;

    public static bool NotEmpty(JsonNode? value) => value is not null && !(IsString(value) && value.GetValue<string>().Length == 0);

    public static Func<JsonNode?, bool> AtMost(int length) => value => IsString(value) && value!.GetValue<string>().Length <= length;

    public static Func<JsonNode?, bool> AtLeast(int length) => value => IsString(value) && value!.GetValue<string>().Length >= length;
}
