namespace Owox.Sandbox.Seed;

/// <summary>The recorded schedules, by data mart.</summary>
internal static class SeedTriggers
{
    private static readonly ILookup<string, string> Ids = Load().ToLookup(
        pair => pair.DataMartId, pair => pair.Trigger["id"]!.GetValue<string>(), System.StringComparer.Ordinal);

    public static int CountOf(DataMart mart) => Ids[mart.Id].Count();

    public static IReadOnlyList<(string DataMartId, JsonObject Trigger)> Load() =>
    [
        .. SeedDocuments.Load("triggers").AsArray().Select(entry =>
            (entry!["dataMartId"]!.GetValue<string>(), (JsonObject)entry["trigger"]!.DeepClone())),
    ];
}
