using System.Text.RegularExpressions;

namespace Owox.Sandbox.Http;

/// <summary>
/// Validates a body, and reports all errors in one response like the server. Rules are text: "name:max255,filled,string
/// description?:string". A question mark allows the field to be missing or null.
/// </summary>
internal static partial class RequestBodyValidator
{
    public static JsonObject Validate(JsonNode? body, string rules)
    {
        var fields = body as JsonObject ?? [];
        var parsed = rules.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(rule => rule.Split(':')).ToList();
        var known = parsed.Select(rule => rule[0].TrimEnd('?')).ToHashSet(StringComparer.Ordinal);
        List<string> errors =
        [
            .. fields.Where(field => !known.Contains(field.Key)).Select(field => $"property {field.Key} should not exist."),
            .. parsed.Where(rule => !rule[0].EndsWith('?') || fields[rule[0][..^1]] is not null)
                .SelectMany(rule => Errors(rule[0].TrimEnd('?'), rule[1], fields)),
        ];
        return errors.Count == 0 ? fields : throw ApiErrors.Validation(errors);
    }

    private static IEnumerable<string> Errors(string name, string checks, JsonObject fields) =>
        checks.Split(',').Select(check => Error(check, fields[name])).OfType<string>().Select(error => $"{name} {error}.");

    private static string? Error(string check, JsonNode? value)
    {
        var kind = value?.GetValueKind();
        var text = kind == JsonValueKind.String ? value!.GetValue<string>() : null;
        var argument = ArgumentPattern().Match(check).Value;
        var (isValid, error) = check[..^argument.Length] switch
        {
            "max" => (text?.Length <= Number(), $"must be shorter than or equal to {argument} characters"),
            "min" => (text?.Length >= Number(), $"must be longer than or equal to {argument} characters"),
            "filled" => (value is not null && text is not "", "should not be empty"),
            "string" => (text is not null, "must be a string"),
            "boolean" => (kind is JsonValueKind.True or JsonValueKind.False, "must be a boolean value"),
            "object" => (value is JsonObject, "must be an object"),
            "array" when argument.Length > 0 => (value is JsonArray items && items.Count <= Number(), $"must contain no more than {argument} elements"),
            "array" => (value is JsonArray, "must be an array"),
            "date" => (text is not null && TryParseDate(text, out _), "must be a valid ISO 8601 date string"),
            "url" => (Uri.TryCreate(text, UriKind.Absolute, out _), "must be a valid URL"),
            "alias" => (text is not null && text.Length > 0 && text.All(static letter => letter is '_' or (>= 'a' and <= 'z') or (>= '0' and <= '9')), "must contain only lowercase letters, numbers, and underscores"),
            "in" => (Values().Contains(text, StringComparer.Ordinal), $"must be one of the following values: {string.Join(", ", Values())}"),
            _ => (true, ""),
        };
        return isValid ? null : error;

        // A tilde represents a space, because spaces separate the rules.
        string[] Values() => argument.Trim('(', ')').Replace('~', ' ').Split('|');

        int Number() => int.Parse(argument, CultureInfo.InvariantCulture);
    }

    public static bool TryParseDate(string text, out DateTimeOffset date)
    {
        date = default;
        var startsWithDay = text.Length >= 10
            && DateOnly.TryParseExact(text.AsSpan(0, 10), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
            && (text.Length == 10 || text[10] is 'T' or ' ');
        return startsWithDay && DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out date);
    }

    [GeneratedRegex(@"(\(.*\)|[0-9]*)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ArgumentPattern();
}
