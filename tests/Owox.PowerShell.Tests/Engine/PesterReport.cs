using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Owox.PowerShell.Tests.Engine;

/// <summary>What a Pester run found.</summary>
internal sealed record PesterReport(
    [property: JsonPropertyName("passed")] int Passed,
    [property: JsonPropertyName("skipped")] IReadOnlyList<string> Skipped,
    [property: JsonPropertyName("failed")] IReadOnlyList<PesterFailure> Failed)
{
    public static PesterReport? Read(string path) =>
        File.Exists(path) ? JsonSerializer.Deserialize<PesterReport>(File.ReadAllText(path)) : null;

    public override string ToString() =>
        string.Join("\n\n", Failed.Select(static f => $"{f.Name}\n    {f.Message.Replace("\n", "\n    ", System.StringComparison.Ordinal)}"));
}

/// <summary>One failed test.</summary>
internal sealed record PesterFailure(
    [property: JsonPropertyName("name")] string Name,
    [property: JsonPropertyName("message")] string Message);
