using System.Text.RegularExpressions;

namespace Owox.Sandbox.Inventory;

/// <summary>An item that a search found.</summary>
internal sealed record SearchHit(string EntityType, JsonObject Document, int Score)
{
    public bool IsDraft => (string?)Document["status"] == "DRAFT";

    public JsonObject Describe() => new()
    {
        ["entityType"] = EntityType,
        ["entityId"] = Document["id"]!.DeepClone(),
        ["title"] = Document["title"]!.DeepClone(),
        ["description"] = Document["description"]?.DeepClone(),
        ["finalScore"] = Score,
        ["kwScore"] = 100,
        ["vecScore"] = Score / 2,
    };
}

/// <summary>Finds words of titles, descriptions and columns. The server calculates its scores with a model.</summary>
internal static partial class SearchIndex
{
    private const int TitleScore = 90;
    private const int DescriptionScore = 70;
    private const int ColumnScore = 60;

    public static IEnumerable<SearchHit> Find(ResourceReader reader, string query)
    {
        var words = Words(query);
        (string Type, Resource Resource)[] kinds =
            [("DATA_MART", ResourceTable.DataMarts), ("DATA_STORAGE", ResourceTable.Storages), ("DATA_DESTINATION", ResourceTable.Destinations), ("REPORT", ResourceTable.Reports)];
        return kinds
            .SelectMany(kind => reader.State.Resources.All(kind.Resource).Where(document => kind.Resource.IsVisible(reader, document))
                .OrderByDescending(document => kind.Resource == ResourceTable.DataMarts ? (string?)document["createdAt"] : null, StringComparer.Ordinal)
                .Select(document => new SearchHit(kind.Type, document, Score(words, document, reader.State.Warehouse))))
            .Where(hit => hit.Score > 0)
            .OrderByDescending(hit => hit.Score);
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
