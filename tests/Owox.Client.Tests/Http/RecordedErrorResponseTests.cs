using System.Text.Json;
using Owox.Resilience;
using Xunit;

namespace Owox.Client.Tests.Http;

public sealed class RecordedErrorResponseTests
{
    public static TheoryData<string> Refusals => [.. Sample.Names().Where(static name => Sample.Load(name).Status >= 300)];

    [Fact]
    public void Error_responses_with_each_status_are_recorded() =>
        Assert.Equal(
            [302, 400, 401, 403, 404, 409, 413, 424, 429, 431, 500, 501, 503],
            Refusals.Select(static row => Sample.Load(row.Data).Status).Distinct().Order());

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task A_recorded_error_response_causes_the_exception_for_its_status(string name)
    {
        var sample = Sample.Load(name);
        await using var server = new ApiServer().On("/api/data-storages", sample.Reply);

        var error = await Assert.ThrowsAnyAsync<OwoxApiException>(() => server.Client().Storages.ListAsync(null, CancellationToken.None));

        var (type, reason) = Expected(sample);
        Assert.Equal((type, reason, sample.Status), (error.GetType(), error.Reason, error.StatusCode));
        if (sample.Json.ValueKind == JsonValueKind.Object && sample.Json.TryGetProperty("message", out var message))
        {
            var begin = message.GetString()!.Split('\n')[0];
            Assert.Contains(begin, error.Message, StringComparison.Ordinal);
            Assert.StartsWith(begin, error.ServerMessage, StringComparison.Ordinal);
        }

        if (CodeOf(sample.Json) is { } code)
        {
            Assert.Equal(code, error.Code);
        }

        Assert.Equal(HasDetails(sample.Json), error.Details is not null);
        Assert.DoesNotContain(error.Message, char.IsControl);
    }

    [Fact]
    public async Task The_exception_contains_the_details_of_a_storage_error()
    {
        await using var server = new ApiServer().On("/api/external/http-data/data-marts/m.ndjson", Sample.Load("stream.denied").Reply);
        var client = server.Client(Limits.Short with { Retry = new PollyRetryStrategy() });

        var error = await Assert.ThrowsAsync<OwoxApiException>(
            () => client.Rows.OpenAsync(new DataMartQuery("m"), CancellationToken.None));

        Assert.Equal((ErrorReason.StorageFailed, "STORAGE_PERMISSION_DENIED"), (error.Reason, error.Code));
        Assert.Equal("Google BigQuery", error.Details!["providerName"]);
        Assert.Equal(403L, error.Details["providerStatusCode"]);
        Assert.Contains("does not have permission to query table", error.Message, StringComparison.Ordinal);
        Assert.Contains("the credentials of the storage", error.Message, StringComparison.Ordinal);
        Assert.Single(server.Requests);
    }

    private static string? CodeOf(JsonElement body) =>
        body.ValueKind == JsonValueKind.Object && body.TryGetProperty("code", out var code) ? code.GetString() : null;

    private static bool HasDetails(JsonElement body) =>
        body.ValueKind == JsonValueKind.Object && (body.TryGetProperty("details", out _) || body.TryGetProperty("errorDetails", out _));

    private static (Type Type, string Reason) Expected(Sample sample) => sample.Status switch
    {
        // The routes of the Gallery return 400 for a missing permission.
        400 when CodeOf(sample.Json) == "PLUGIN_PUBLICATION_FORBIDDEN" => (typeof(OwoxPermissionException), ErrorReason.Forbidden),
        401 => (typeof(OwoxAuthenticationException), ErrorReason.Unauthorized),
        403 => (typeof(OwoxPermissionException), ErrorReason.Forbidden),
        404 => (typeof(OwoxNotFoundException), ErrorReason.NotFound),
        424 => (typeof(OwoxApiException), ErrorReason.StorageFailed),
        429 => (typeof(OwoxApiException), ErrorReason.RateLimited),
        >= 500 => (typeof(OwoxApiException), ErrorReason.ServerError),
        >= 400 => (typeof(OwoxApiException), ErrorReason.RequestInvalid),
        _ => (typeof(OwoxApiException), ErrorReason.UnexpectedResponse),
    };
}
