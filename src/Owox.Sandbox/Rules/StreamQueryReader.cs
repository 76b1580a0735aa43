namespace Owox.Sandbox.Rules;

/// <summary>Reads the query string of a stream.</summary>
internal static class StreamQueryReader
{
    private const int LongestParameter = 8192;

    private const string ProjectionComplaint =
        "\"aggregation\" and \"dateTrunc\" require an explicit \"column\" projection and cannot combine with \"*\"/\"**\" "
        + "or an empty column selection (which would group by every column)";

    private static readonly string[] Paging = ["offset", "page", "pageToken", "pageSize", "cursor"];
    private static readonly string[] Single = ["columns", "filter", "sort", "aggregation", "dateTrunc", "limit"];

    public static StreamQuery ForDataMart(IQueryCollection query)
    {
        Refuse(Paging.Where(query.ContainsKey), name => $"{name}: Parameter \"{name}\" is not supported by HTTP Data API");
        Refuse(Single.Where(name => query[name].Count > 1), name => $"{name}: Parameter \"{name}\" cannot be repeated");
        var sent = new JsonObject();
        var parsed = new StreamQuery
        {
            ColumnSet = ColumnSet(query),
            Columns = Columns(query),
            Filter = RuleReader.Filter(Rules(query, "filter", sent)),
            Sort = RuleReader.Sort(Rules(query, "sort", sent)),
            Aggregation = RuleReader.Aggregation(Rules(query, "aggregation", sent)),
            DateTrunc = RuleReader.DateTrunc(Rules(query, "dateTrunc", sent)),
            Limit = Limit(query),
            Sent = sent,
        };
        CheckProjection(parsed);
        return parsed;
    }

    /// <summary>A report takes a limit and nothing else.</summary>
    public static long? ForReport(IQueryCollection query)
    {
        var others = query.Keys.Where(name => name != "limit").Select(name => $"'{name}'").ToList();
        return others.Count == 0
            ? Limit(query)
            : throw ApiErrors.Business($"Unrecognized key(s) in object: {string.Join(", ", others)}");
    }

    private static string? ColumnSet(IQueryCollection query) => query.TryGetValue("columns", out var value)
        ? value.ToString() switch
        {
            "*" => "*",
            "**" => "**",
            _ => throw ApiErrors.Business("columns: \"columns\" must be \"*\" or \"**\""),
        }
        : null;

    private static IReadOnlyList<string> Columns(IQueryCollection query)
    {
        var columns = query["column"].Select(name => name ?? string.Empty).ToList();
        var empty = columns.IndexOf(string.Empty);
        return empty < 0
            ? columns
            : throw ApiErrors.Business(string.Create(CultureInfo.InvariantCulture, $"column.{empty}: column value must not be empty"));
    }

    private static void CheckProjection(StreamQuery query)
    {
        if (query.ColumnSet == "**" && query.Columns.Count > 0)
        {
            throw ApiErrors.Business("columns: \"**\" cannot be combined with exact column values");
        }

        var needy = query.Aggregation.Count > 0 ? "aggregation" : query.DateTrunc.Count > 0 ? "dateTrunc" : null;
        if (needy is not null && (query.ColumnSet is not null || query.Columns.Count == 0))
        {
            throw ApiErrors.Business($"{needy}: {ProjectionComplaint}");
        }
    }

    // As JavaScript's Number(): an empty text is 0.
    private static long? Limit(IQueryCollection query)
    {
        if (!query.TryGetValue("limit", out var values))
        {
            return null;
        }

        var text = values.ToString().Trim();
        if (text.Length > 0 && !long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _))
        {
            throw ApiErrors.Business("limit: limit must be an integer");
        }

        var limit = text.Length == 0 ? 0 : long.Parse(text, CultureInfo.InvariantCulture);
        return limit >= 1 ? limit : throw ApiErrors.Business("limit: limit must be ≥ 1");
    }

    private static JsonNode? Rules(IQueryCollection query, string name, JsonObject sent)
    {
        if (!query.TryGetValue(name, out var values))
        {
            return new JsonArray();
        }

        var text = values.ToString();
        if (text.Length is 0 or > LongestParameter)
        {
            throw ApiErrors.Business(text.Length == 0
                ? $"{name}: String must contain at least 1 character(s)"
                : $"{name}: String must contain at most {LongestParameter} character(s)");
        }

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

    // As Node's decoder: whatever is no base64 character is skipped.
    private static string Decode(string text)
    {
        var kept = new StringBuilder(text.Length);
        foreach (var letter in text.Where(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '+' or '/'))
        {
            kept.Append(letter switch { '-' => '+', '_' => '/', _ => letter });
        }

        kept.Length -= kept.Length % 4 == 1 ? 1 : 0;
        return Encoding.UTF8.GetString(Convert.FromBase64String(kept.ToString().PadRight((kept.Length + 3) / 4 * 4, '=')));
    }

    private static void Refuse(IEnumerable<string> names, Func<string, string> message)
    {
        if (names.FirstOrDefault() is { } name)
        {
            throw ApiErrors.Business(message(name));
        }
    }
}
