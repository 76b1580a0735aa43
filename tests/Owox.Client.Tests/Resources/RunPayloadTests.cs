using System.Text;
using System.Text.Json;
using Xunit;

namespace Owox.Client.Tests.Resources;

public sealed class RunPayloadTests
{
    private const string Path = "/api/data-marts/m/manual-run";

    [Fact]
    public async Task A_backfill_is_sent_in_the_format_of_the_API()
    {
        Assert.Equal(
            """{"payload":{"runType":"MANUAL_BACKFILL","data":{"StartDate":"2026-07-01","Note":"Ґ"}}}""",
            await SentAsync(RunPayload.Backfill(Json("""{"StartDate":"2026-07-01","Note":"Ґ"}"""))));
        Assert.Equal("{}", await SentAsync(RunPayload.Incremental));
        Assert.Equal("""{"payload":{"runType":"INCREMENTAL"}}""", await SentAsync(RunPayload.From(Json("""{"runType":"INCREMENTAL"}"""))));
    }

    [Fact]
    public async Task Starting_a_run_is_not_retried()
    {
        await using var server = new ApiServer().On(Path, Replies.Empty(503));

        await Assert.ThrowsAsync<OwoxApiException>(() => server.Client().Runs.StartAsync("m", RunPayload.Incremental, CancellationToken.None));

        Assert.Single(server.RequestsTo(Path));
    }

    [Theory]
    [InlineData("a")]
    [InlineData("Ґ")]
    [InlineData("🚀")]
    [InlineData("\u007f")]
    [InlineData("\u2028")]
    public void A_payload_has_at_most_the_maximum_size(string letter)
    {
        const string Around = """{"runType":"MANUAL_BACKFILL","data":{"x":""}}""";
        var room = RunPayload.MaxBytes - Around.Length;
        var size = Encoding.UTF8.GetByteCount(letter);
        var fill = string.Concat(System.Linq.Enumerable.Repeat(letter, room / size)) + new string('z', room % size);

        Assert.NotNull(RunPayload.Backfill(JsonSerializer.SerializeToElement(new { x = fill })));
        var error = Assert.Throws<OwoxConfigurationException>(() => RunPayload.Backfill(JsonSerializer.SerializeToElement(new { x = fill + "z" })));

        Assert.Equal(ErrorReason.PayloadInvalid, error.Reason);
        Assert.Contains("it has 1048577 bytes of JSON, but the maximum is 1048576 (1 MiB)", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[]", "it is not an object")]
    [InlineData("""{"runType":"FULL_REFRESH"}""", "its runType is 'FULL_REFRESH', but the server accepts INCREMENTAL or MANUAL_BACKFILL")]
    [InlineData("""{"runType":"incremental"}""", "its runType is 'incremental'")]
    [InlineData("""{"runType":null}""", "its runType is not a string")]
    [InlineData("""{"data":{"StartDate":"2026-01-01"}}""", "it has data but no runType")]
    [InlineData("""{"data":{},"runType":"INCREMENTAL"}""", "INCREMENTAL does not accept data")]
    [InlineData("""{"runtype":"x"}""", "it has an unknown field 'runtype'")]
    [InlineData("""{"runType":"MANUAL_BACKFILL","data":[]}""", "its data is not an object")]
    public void An_invalid_payload_is_rejected(string json, string expected) =>
        Assert.Contains(expected, Assert.Throws<OwoxConfigurationException>(() => RunPayload.From(Json(json))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("POST", "/api/data-marts/m/manual-run", """{"payload":{"runType":"FULL_REFRESH"}}""", ErrorReason.PayloadInvalid)]
    [InlineData("post", "/api/data-marts/m/manual%2Drun", """{"payload":{"data":{}}}""", ErrorReason.PayloadInvalid)]
    [InlineData("POST", "/api/data-marts/m/manual-run?x=1", """{"payload":[]}""", ErrorReason.PayloadInvalid)]
    [InlineData("PATCH", "/api/project-member-api-keys/k", null, ErrorReason.ApiBodyInvalid)]
    public void A_request_that_the_server_would_reject_is_rejected(string method, string path, string? body, string reason) =>
        Assert.Equal(reason, Assert.Throws<OwoxConfigurationException>(() => Call(method, path, body)).Reason);

    [Theory]
    [InlineData("POST", "/api/data-marts/m/manual-run", """{"payload":{"runType":"MANUAL_BACKFILL","data":{"a":1}}}""")]
    [InlineData("POST", "/api/data-marts/m/manual-run", """{}""")]
    [InlineData("POST", "/api/data-marts/m/manual-run", null)]
    [InlineData("POST", "/api/data-marts/m/runs/manual-run", """{"payload":[]}""")]
    [InlineData("PUT", "/api/data-marts/m/publish", null)]
    [InlineData("PATCH", "/api/project-member-api-keys/k", "{}")]
    public void Other_requests_are_accepted(string method, string path, string? body) => Assert.NotNull(Call(method, path, body));

    private static RawRequest Call(string method, string path, string? body) =>
        RawRequest.Create(method, path, json: body is null ? null : Encoding.UTF8.GetBytes(body));

    private static JsonElement Json(string json) => JsonDocument.Parse(json).RootElement.Clone();

    private static async Task<string> SentAsync(RunPayload payload)
    {
        await using var server = new ApiServer().On(Path, Replies.Json("""{"runId":"r1"}""", 201));
        Assert.Equal("r1", await server.Client().Runs.StartAsync("m", payload, CancellationToken.None));
        return Assert.Single(server.RequestsTo(Path)).Body;
    }
}
