using System.Text.RegularExpressions;

namespace Owox.Sandbox.Inventory;

/// <summary>What a search found, and how well it fits.</summary>
internal sealed record SearchHit(string EntityType, string Id, string Title, string? Description, bool IsDraft, int Score)
{
    public JsonObject Describe() => new()
    {
        ["entityType"] = EntityType,
        ["entityId"] = Id,
        ["title"] = Title,
        ["description"] = Description,
        ["finalScore"] = Score,
        ["kwScore"] = 100,
        ["vecScore"] = Score / 2,
    };
}

/// <summary>Matches words of titles, descriptions and columns; the server's scores come from a model that is not here.</summary>
internal static partial class SearchIndex
{
    private const int TitleScore = 90;
    private const int DescriptionScore = 70;
    private const int ColumnScore = 60;

    public static IEnumerable<SearchHit> Find(Catalog catalog, Member reader, string query)
    {
        var words = Words(query);
        var marts = catalog.VisibleTo(reader).Select(mart => new SearchHit(
            "DATA_MART", mart.Id, mart.Title, mart.Description, !mart.IsPublished, Score(words, mart)));
        var storages = reader.IsAdmin ? catalog.Storages : [];
        return marts
            .Concat(storages.Select(storage => new SearchHit(
                "DATA_STORAGE", storage.Id, storage.Title, null, false, Matches(words, storage.Title) ? TitleScore : 0)))
            .Concat(catalog.Destinations.Select(destination => new SearchHit(
                "DATA_DESTINATION", destination.Id, destination.Title, null, false, Matches(words, destination.Title) ? TitleScore : 0)))
            .Where(hit => hit.Score > 0)
            .OrderByDescending(hit => hit.Score);
    }

    private static int Score(string[] words, DataMart mart) =>
        Matches(words, mart.Title) ? TitleScore
        : Matches(words, mart.Description) ? DescriptionScore
        : mart.Table?.Columns.Any(column => Matches(words, column.Name)) == true ? ColumnScore
        : 0;

    private static bool Matches(string[] words, string? text)
    {
        var candidates = Words(text ?? string.Empty);
        return words.Length > 0 && words.All(word => candidates.Any(candidate => word.Length > 3
            ? candidate.StartsWith(word, StringComparison.OrdinalIgnoreCase)
            : candidate.Equals(word, StringComparison.OrdinalIgnoreCase)));
    }

    private static string[] Words(string text) => [.. Word().Matches(text).Select(match => match.Value)];

    [GeneratedRegex(@"[\p{L}\p{N}]+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Word();
}
