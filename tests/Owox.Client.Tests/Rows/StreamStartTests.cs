using Xunit;

namespace Owox.Client.Tests.Rows;

public sealed class StreamStartTests
{
    private const string MartPath = "/api/data-marts/m";

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public async Task An_error_response_before_the_query_runs_is_retried(int status)
    {
        await using var fixture = new StreamFixture(Replies.Empty(status), Replies.Reset, Replies.Rows("run-1", """{"a":1}"""));

        Assert.Single((await fixture.ReadAsync()).Rows);

        Assert.Equal(3, fixture.Server.RequestsTo(StreamFixture.RowsPath).Count);
    }

    [Theory]
    [InlineData(424)]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(504)]
    public async Task An_error_response_after_the_query_ran_is_not_retried(int status)
    {
        await using var fixture = new StreamFixture(Replies.Empty(status), Replies.Rows("run-1"));

        var error = await Assert.ThrowsAsync<OwoxApiException>(() => fixture.OpenAsync());

        Assert.Equal(status, error.StatusCode);
        Assert.Single(fixture.Server.Requests);
    }

    [Fact]
    public async Task A_token_that_is_rejected_at_the_start_is_renewed_once()
    {
        await using var fixture = new StreamFixture(Replies.Empty(401), Replies.Rows("run-1", """{"a":1}"""));

        Assert.Single((await fixture.ReadAsync()).Rows);

        Assert.Equal((2, 2), (fixture.Server.Requests.Count, fixture.Server.Exchanges));
    }

    [Fact]
    public async Task A_draft_has_a_different_error_than_a_missing_data_mart()
    {
        await using var fixture = new StreamFixture(Sample.Load("stream.draft").Reply);
        fixture.Server.On(MartPath, Sample.Load("data-marts.get-draft").Reply);

        var error = await Assert.ThrowsAsync<OwoxNotFoundException>(() => fixture.OpenAsync());

        Assert.Equal((ErrorReason.NotPublished, 404), (error.Reason, error.StatusCode));
        Assert.Contains(
            "'Finance Ledger' (a5ffb2fa-1d36-4411-abdf-1f738b27081b) is not published", error.Message, StringComparison.Ordinal);
        Assert.Contains("its status is DRAFT", error.Message, StringComparison.Ordinal);
        Assert.Contains("not found", error.ServerMessage, StringComparison.Ordinal);
        Assert.Equal(StreamFixture.RowsPath, error.RequestPath);
    }

    [Theory]
    [InlineData(404)]
    [InlineData(403)]
    [InlineData(500)]
    public async Task A_data_mart_whose_status_cannot_be_read_is_not_found(int status)
    {
        await using var fixture = new StreamFixture(Sample.Load("stream.draft").Reply);
        fixture.Server.On(MartPath, Replies.Empty(status));

        Assert.Equal(ErrorReason.NotFound, (await Assert.ThrowsAsync<OwoxNotFoundException>(() => fixture.OpenAsync())).Reason);
    }

    [Fact]
    public async Task A_published_data_mart_without_a_stream_is_not_found()
    {
        await using var fixture = new StreamFixture(Replies.Empty(404));
        fixture.Server.On(MartPath, Replies.Json("""{"id":"m","title":"t","status":"PUBLISHED","storage":{"type":"x"}}"""));

        Assert.Equal(ErrorReason.NotFound, (await Assert.ThrowsAsync<OwoxNotFoundException>(() => fixture.OpenAsync())).Reason);
    }

    [Fact]
    public async Task Pipeline_commands_in_a_title_are_neutralized()
    {
        await using var fixture = new StreamFixture(Replies.Empty(404));
        fixture.Server.On(
            MartPath, Replies.Json("""{"id":"m","title":"a\n##vso[task.complete]","status":"DRAFT","storage":{"type":"x"}}"""));

        var error = await Assert.ThrowsAsync<OwoxNotFoundException>(() => fixture.OpenAsync());

        Assert.Equal(ErrorReason.NotPublished, error.Reason);
        Assert.DoesNotContain("##vso[", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(error.Message, char.IsControl);
    }
}
