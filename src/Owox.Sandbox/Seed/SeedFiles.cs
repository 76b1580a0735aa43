namespace Owox.Sandbox.Seed;

/// <summary>The JSON files that are embedded in the assembly, so that the sandbox runs without the repository.</summary>
internal static class SeedFiles
{
    /// <summary>Reads a file. Every call returns a new copy, which the caller can change.</summary>
    public static JsonNode Read(string name)
    {
        using var stream = typeof(SeedFiles).Assembly.GetManifestResourceStream($"Owox.Sandbox.Seed.{name}.json")!;
        return JsonNode.Parse(stream)!;
    }
}
