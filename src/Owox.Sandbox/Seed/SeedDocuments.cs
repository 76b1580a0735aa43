namespace Owox.Sandbox.Seed;

/// <summary>Answers that were recorded and never change here.</summary>
internal static class SeedDocuments
{
    /// <summary>The recorded runs, oldest first.</summary>
    public static IEnumerable<JsonObject> Runs => Load("runs").AsArray().Select(run => (JsonObject)run!.DeepClone());

    /// <summary>A fresh copy, which the caller may change.</summary>
    public static JsonNode Load(string name)
    {
        using var stream = typeof(SeedDocuments).Assembly.GetManifestResourceStream($"Owox.Sandbox.Seed.{name}.json")!;
        return JsonNode.Parse(stream)!;
    }
}
