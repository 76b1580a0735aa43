using System.Text.RegularExpressions;

namespace Owox.Sandbox.Inventory;

/// <summary>Finds words of titles, descriptions and columns. The server calculates its scores with a model.</summary>
internal static partial class SearchIndex
{
    private const int TitleScore = 90;
    private const int DescriptionScore = 70;
    private const int ColumnScore = 60;

    private static readonly (string Type, Resource Resource, FieldList Fields)[] Kinds =
    [
        ("DATA_MART", ResourceTable.DataMarts, HitFields),
        ("DATA_STORAGE", ResourceTable.Storages, HitFields),
        ("DATA_DESTINATION", ResourceTable.Destinations, HitFields),
        ("REPORT", ResourceTable.Reports, $"{HitFields} report:searchedReport url:reportUrl"),
    ];

    private const string HitFields = "entityType entityId:id title description finalScore kwScore vecScore";

    /// <summary>The types of the resources that are found. Servers find reports since 0.35.</summary>
    public static IEnumerable<string> Types(SandboxOptions options) =>
        Kinds.Select(static kind => kind.Type).Where(type => options.Is035 || type != "REPORT");

    /// <summary>Returns the found resources, the best ones first.</summary>
    public static IEnumerable<JsonObject> Find(ResourceReader reader, string query, IEnumerable<string> types, bool excludeDrafts)
    {
        var words = Words(query);
        return
            from hit in
                from kind in Kinds
                where types.Contains(kind.Type, StringComparer.Ordinal)
                let resource = kind.Resource
                from document in reader.State.Resources.All(resource).Where(document => resource.IsVisible(reader, document))
                    .OrderByDescending(document => resource == ResourceTable.DataMarts ? (string?)document["createdAt"] : null, StringComparer.Ordinal)
                let score = Score(words, document, reader.State.Warehouse)
                where score > 0 && !(excludeDrafts && (string?)document["status"] == "DRAFT")
                select (kind, document, score)
            orderby hit.score descending
            select reader.Read(hit.kind.Fields, WithScore(hit.document, hit.kind.Type, hit.score));
    }

    private static JsonObject WithScore(JsonObject document, string type, int score)
    {
        var hit = document.DeepClone().AsObject();
        (hit["entityType"], hit["finalScore"], hit["kwScore"], hit["vecScore"]) = (type, score, 100, score / 2);
        return hit;
    }

    private static int Score(string[] words, JsonObject document, Warehouse warehouse) =>
        Matches(words, (string?)document["title"]) ? TitleScore
        : Matches(words, (string?)document["description"]) ? DescriptionScore
        : warehouse.Find((string?)document["table"])?.Columns.Any(column => Matches(words, column.Name)) == true ? ColumnScore
        : 0;

    private static bool Matches(string[] words, string? text)
    {
        var candidates = Words(text ?? string.Empty);
        return words.Length > 0 && words.All(word => candidates.Any(candidate => word.Length > 3
            ? candidate.StartsWith(word, StringComparison.OrdinalIgnoreCase)
            : candidate.Equals(word, StringComparison.OrdinalIgnoreCase)));
    }

    private static string[] Words(string text) => [.. WordPattern().Matches(text).Select(match => match.Value)];

    [GeneratedRegex(@"[\p{L}\p{N}]+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex WordPattern();
}
