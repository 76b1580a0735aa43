using System.Text.Json;
using System.Text.Json.Serialization;

namespace Owox.PowerShell.Tests.Engine;

/// <summary>The result of one Pester file.</summary>
internal sealed record PesterReport(
    [property: JsonPropertyName("passed")] int Passed,
    [property: JsonPropertyName("skipped")] IReadOnlyList<string> Skipped,
    [property: JsonPropertyName("skipReasons")] IReadOnlyList<string> SkipReasons,
    [property: JsonPropertyName("failed")] IReadOnlyList<PesterFailure> Failed)
{
    public static PesterReport Parse(string json) => JsonSerializer.Deserialize<PesterReport>(json)!;

    public override string ToString() =>
        string.Join("\n\n", Failed.Select(static f => $"{f.Name}\n    {f.Message.Replace("\n", "\n    ", StringComparison.Ordinal)}"));
}

/// <summary>One failed test.</summary>
internal sealed record PesterFailure(
    [property: JsonPropertyName("name")] string Name,
    [property: JsonPropertyName("message")] string Message);
