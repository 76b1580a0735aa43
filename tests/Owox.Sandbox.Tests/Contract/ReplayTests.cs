using System.Text.Json;
using System.Text.Json.Nodes;
using Xunit;

namespace Owox.Sandbox.Tests.Contract;

/// <summary>Verifies that the sandbox responds to every covered request like the recorded server.</summary>
public sealed class ReplayTests
{
    private static readonly string[] CheckedHeaders =
    [
        "cache-control", "location", "vary", "x-retry-after", "access-control-allow-credentials", "access-control-allow-methods",
        "access-control-allow-headers", "access-control-max-age",
    ];

    private static readonly string[] CheckedErrorFields = ["message", "code", "error", "details", "errorDetails"];

    public static TheoryData<string, string> Names =>
        [.. ContractFiles.Versions.SelectMany(version => version.Value.ReplayedNames.Select(name => new TheoryDataRow<string, string>(version.Key, name)))];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Responds_as_recorded(string version, string name)
    {
        var sample = Sample.Load(ContractFiles.Versions[version], name);
        var response = await Replay.RunAsync(sample);
        Assert.Equal(sample.Status, response.Status);
        Assert.Equal(sample.ResponseHeaders.Find("content-type"), response.Headers.Find("content-type"));
        foreach (var header in CheckedHeaders)
        {
            Assert.Equal(Directives(sample.ResponseHeaders.Find(header)), Directives(response.Headers.Find(header)), StringComparer.Ordinal);
        }

        Assert.Equal(sample.ResponseHeaders.ContainsKey("x-owox-run-id"), response.Headers.ContainsKey("x-owox-run-id"));
        Assert.Equal(sample.ResponseHeaders.ContainsKey("set-cookie"), response.Headers.ContainsKey("set-cookie"));
        CompareBodies(sample, response);
    }

    // HttpClient sorts the directives of cache-control.
    private static IEnumerable<string> Directives(string? header) => (header ?? "").Split(", ").Order(StringComparer.Ordinal);

    private static void CompareBodies(Sample sample, RawResponse response)
    {
        if (sample.Lines is { } lines)
        {
            CompareRows(sample.ResponseBody!.GetValue<string>(), lines, response.Text);
        }
        else if (sample.ResponseBody is JsonObject or JsonArray)
        {
            Assert.Empty(Shape.Differences(sample.ResponseBody, response.Json, same: sample.Files.Version == ApiVersion.V031));
            if (sample.Status >= 400)
            {
                CompareErrors(sample, response.Json.AsObject());
            }
        }
    }

    private static void CompareRows(string recorded, int lines, string sent)
    {
        var rows = recorded.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var actual = sent.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(lines, actual.Length);
        Assert.Equal(rows, actual.Take(rows.Length), StringComparer.Ordinal);
    }

    // Clients show these fields, so they are compared literally.
    private static void CompareErrors(Sample sample, JsonObject sent)
    {
        var recorded = JsonNode.Parse(RecordedIds.Translate(sample, sample.ResponseBody!.ToJsonString()))!;
        foreach (var field in CheckedErrorFields)
        {
            Assert.Equal(Text(recorded[field]), Text(sent[field]));
        }
    }

    // The recorded warehouse was simulated, and its messages contain "(fake)".
    private static string? Text(JsonNode? node) =>
        node is null ? null : JsonSerializer.Serialize(node).Replace(" (fake)", string.Empty, StringComparison.Ordinal);
}
