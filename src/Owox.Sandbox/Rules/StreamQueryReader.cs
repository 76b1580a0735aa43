namespace Owox.Sandbox.Rules;

/// <summary>Reads the query string of a stream.</summary>
internal static class StreamQueryReader
{
    private const int MaxParameterLength = 8192;

    private const string ProjectionError =
        "\"aggregation\" and \"dateTrunc\" require an explicit \"column\" projection and cannot combine with \"*\"/\"**\" "
        + "or an empty column selection (which would group by every column)";

    private static readonly string[] Paging = ["offset", "page", "pageToken", "pageSize", "cursor"];
    private static readonly string[] Single = ["columns", "filter", "sort", "aggregation", "dateTrunc", "limit"];

    public static StreamQuery ForDataMart(IQueryCollection query, SandboxOptions options)
    {
        FailIf(Paging.FirstOrDefault(query.ContainsKey), name => $"{name}: Parameter \"{name}\" is not supported by HTTP Data API");
        FailIf(Single.FirstOrDefault(name => query[name].Count > 1), name => $"{name}: Parameter \"{name}\" cannot be repeated");
        var columnSet = query.TryGetValue("columns", out var value) ? value.ToString() : null;
        FailIf(columnSet is null or "*" or "**" ? null : columnSet, _ => "columns: \"columns\" must be \"*\" or \"**\"");
        var columns = query["column"].Select(name => name ?? string.Empty).ToList();
        FailIf(columns.Contains("") ? columns.IndexOf("").ToString(CultureInfo.InvariantCulture) : null, index => $"column.{index}: column value must not be empty");
        var sent = new JsonObject();
        var parsed = new StreamQuery
        {
            ColumnSet = columnSet,
            Columns = columns,
            Filter = RuleReader.Filter(Rules(query, "filter", sent), options),
            Sort = RuleReader.Sort(Rules(query, "sort", sent)),
            Aggregation = RuleReader.Aggregation(Rules(query, "aggregation", sent)),
            DateTrunc = RuleReader.DateTrunc(Rules(query, "dateTrunc", sent)),
            Limit = Limit(query),
            Sent = sent,
        };
        FailIf(columnSet == "**" && columns.Count > 0 ? columnSet : null, _ => "columns: \"**\" cannot be combined with exact column values");
        var grouping = parsed.Aggregation.Count > 0 ? "aggregation" : parsed.DateTrunc.Count > 0 ? "dateTrunc" : null;
        FailIf(columnSet is not null || columns.Count == 0 ? grouping : null, name => $"{name}: {ProjectionError}");
        return parsed;
    }

    /// <summary>Reads the limit, which is the only parameter of a report.</summary>
    public static long? ForReport(IQueryCollection query)
    {
        var others = query.Keys.Where(name => name != "limit").Select(name => $"'{name}'").ToList();
        FailIf(others.Count == 0 ? null : string.Join(", ", others), names => $"Unrecognized key(s) in object: {names}");
        return Limit(query);
    }

    // Like the function Number of JavaScript, an empty string is 0.
    private static long? Limit(IQueryCollection query)
    {
        if (!query.TryGetValue("limit", out var values))
        {
            return null;
        }

        var (text, limit) = (values.ToString().Trim(), 0L);
        FailIf(text.Length == 0 || long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out limit) ? null : text, _ => "limit: limit must be an integer");
        FailIf(limit >= 1 ? null : text, _ => "limit: limit must be ≥ 1");
        return limit;
    }

    private static JsonNode? Rules(IQueryCollection query, string name, JsonObject sent)
    {
        if (!query.TryGetValue(name, out var values))
        {
            return new JsonArray();
        }

        var text = values.ToString();
        FailIf(text.Length == 0 ? name : null, _ => $"{name}: String must contain at least 1 character(s)");
        FailIf(text.Length > MaxParameterLength ? name : null, _ => $"{name}: String must contain at most {MaxParameterLength} character(s)");
        try
        {
            var rules = JsonNode.Parse(Decode(text));
            if (rules is JsonArray { Count: > 0 })
            {
                sent[name] = rules.DeepClone();
            }

            return rules;
        }
        catch (JsonException)
        {
            throw RuleReader.Invalid(name, "value is not valid JSON");
        }
    }

    // Like the decoder of Node, characters that are not base64 are skipped.
    private static string Decode(string text)
    {
        var characters = text.Replace('-', '+').Replace('_', '/').Where(letter => char.IsAsciiLetterOrDigit(letter) || letter is '+' or '/').ToArray();
        var length = characters.Length - (characters.Length % 4 == 1 ? 1 : 0);
        return Encoding.UTF8.GetString(Convert.FromBase64String(new string(characters, 0, length).PadRight((length + 3) / 4 * 4, '=')));
    }

    private static void FailIf(string? subject, Func<string, string> message)
    {
        if (subject is not null)
        {
            throw ApiErrors.Business(message(subject));
        }
    }
}
