using System.Text.Json;
using System.Text.Json.Nodes;
using Xunit;

namespace Owox.Sandbox.Tests.Contract;

/// <summary>The sandbox answers every covered request as the server did when it was recorded.</summary>
public sealed class ReplayTests
{
    private static readonly string[] CheckedHeaders =
    [
        "cache-control", "location", "vary", "x-retry-after", "access-control-allow-credentials", "access-control-allow-methods",
        "access-control-allow-headers", "access-control-max-age",
    ];

    private static readonly string[] CheckedRefusalFields = ["message", "code", "error", "details", "errorDetails"];

    public static TheoryData<string> Names => [.. ContractFiles.CoveredNames];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Answers_as_recorded(string name)
    {
        var sample = Sample.Load(name);
        var answer = await Replay.RunAsync(sample);
        Assert.Equal(sample.Status, answer.Status);
        Assert.Equal(sample.AnswerHeaders.Find("content-type"), answer.Headers.Find("content-type"));
        foreach (var header in CheckedHeaders)
        {
            Assert.Equal(sample.AnswerHeaders.Find(header), answer.Headers.Find(header));
        }

        Assert.Equal(sample.AnswerHeaders.ContainsKey("x-owox-run-id"), answer.Headers.ContainsKey("x-owox-run-id"));
        Assert.Equal(sample.AnswerHeaders.ContainsKey("set-cookie"), answer.Headers.ContainsKey("set-cookie"));
        CompareBodies(sample, answer);
    }

    private static void CompareBodies(Sample sample, WireResponse answer)
    {
        if (sample.Lines is { } lines)
        {
            CompareRows(sample.AnswerBody!.GetValue<string>(), lines, answer.Text);
        }
        else if (sample.AnswerBody is JsonObject or JsonArray)
        {
            Assert.Empty(Shape.Differences(sample.AnswerBody, answer.Json));
            if (sample.Status >= 400)
            {
                CompareRefusals(sample.AnswerBody.AsObject(), answer.Json.AsObject());
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

    // A client reads these, so here the words count.
    private static void CompareRefusals(JsonObject recorded, JsonObject sent)
    {
        foreach (var field in CheckedRefusalFields)
        {
            Assert.Equal(Text(recorded[field]), Text(sent[field]));
        }
    }

    // The recorded warehouse was a fake, and said so.
    private static string? Text(JsonNode? node) =>
        node is null ? null : JsonSerializer.Serialize(node).Replace(" (fake)", string.Empty, StringComparison.Ordinal);
}
