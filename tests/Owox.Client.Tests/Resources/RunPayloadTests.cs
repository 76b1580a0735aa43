using System;
using System.Text;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using Xunit;

namespace Owox.Client.Tests;

public sealed class RunPayloadTests
{
    private const string Path = "/api/data-marts/m/manual-run";

    [Fact]
    public async Task A_backfill_is_sent_as_the_API_takes_it()
    {
        Assert.Equal(
            """{"payload":{"runType":"MANUAL_BACKFILL","data":{"StartDate":"2026-07-01","Note":"Ґ"}}}""",
            await SentAsync(RunPayload.Backfill(Json("""{"StartDate":"2026-07-01","Note":"Ґ"}"""))));
        Assert.Equal("{}", await SentAsync(RunPayload.Incremental));
        Assert.Equal("""{"payload":{"runType":"INCREMENTAL"}}""", await SentAsync(RunPayload.From(Json("""{"runType":"INCREMENTAL"}"""))));
    }

    [Fact]
    public async Task A_start_is_sent_once_whatever_comes()
    {
        await using var server = new ApiServer().On(Path, Replies.Empty(503));

        await Assert.ThrowsAsync<OwoxApiException>(() => server.Client().Runs.StartAsync("m", RunPayload.Incremental, CancellationToken.None));

        Assert.Single(server.CallsTo(Path));
    }

    [Theory]
    [InlineData("a")]
    [InlineData("Ґ")]
    [InlineData("🚀")]
    [InlineData("\u007f")]
    [InlineData("\u2028")]
    public void The_largest_payload_passes_and_a_byte_more_does_not(string letter)
    {
        const string Around = """{"runType":"MANUAL_BACKFILL","data":{"x":""}}""";
        var room = RunPayload.MaxBytes - Around.Length;
        var size = Encoding.UTF8.GetByteCount(letter);
        var fill = string.Concat(System.Linq.Enumerable.Repeat(letter, room / size)) + new string('z', room % size);

        Assert.NotNull(RunPayload.Backfill(JsonSerializer.SerializeToElement(new { x = fill })));
        var refused = Assert.Throws<OwoxConfigurationException>(() => RunPayload.Backfill(JsonSerializer.SerializeToElement(new { x = fill + "z" })));

        Assert.Equal(ErrorReason.PayloadInvalid, refused.Reason);
        Assert.Contains("it is 1048577 bytes of JSON, and a server takes 1048576 (1 MiB)", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[]", "it is not an object")]
    [InlineData("""{"runtype":"x"}""", "it has no 'runtype'")]
    [InlineData("""{"runType":"MANUAL_BACKFILL","data":[]}""", "its data is not an object")]
    public void What_is_no_payload_is_refused(string json, string words) =>
        Assert.Contains(words, Assert.Throws<OwoxConfigurationException>(() => RunPayload.From(Json(json))).Message, StringComparison.Ordinal);

    private static JsonElement Json(string json) => JsonDocument.Parse(json).RootElement.Clone();

    private static async Task<string> SentAsync(RunPayload payload)
    {
        await using var server = new ApiServer().On(Path, Replies.Json("""{"runId":"r1"}""", 201));
        Assert.Equal("r1", await server.Client().Runs.StartAsync("m", payload, CancellationToken.None));
        return Assert.Single(server.CallsTo(Path)).Body;
    }
}
