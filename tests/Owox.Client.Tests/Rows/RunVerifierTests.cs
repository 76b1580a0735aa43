using Owox.Http.Options;
using Xunit;

namespace Owox.Client.Tests.Rows;

public sealed class RunVerifierTests
{
    private static readonly Reply TwoRows = Replies.Rows("run-1", """{"a":1}""", """{"a":2}""");

    [Fact]
    public async Task A_successful_run_with_the_same_row_count_verifies_the_stream()
    {
        var verification = await VerifyAsync(Replies.Json(StreamFixture.Success(2)));

        Assert.True(verification.IsVerified);
        Assert.Null(verification.Reason);
        Assert.Equal(2, verification.Record!.HttpData!.RowCount);
    }

    [Fact]
    public async Task The_recorded_run_verifies_the_recorded_stream()
    {
        await using var fixture = new StreamFixture(Sample.Load("stream.ok-small").Reply);
        fixture.Server.On("/api/data-marts/m/runs/" + RunOf("stream.ok-small"), Sample.Load("runs.detail-http-data-success").Reply);

        Assert.True((await fixture.VerifyAsync()).IsVerified);
    }

    [Theory]
    [InlineData("FAILED", ""","errors":["Access Denied: fake","second"]""", "recorded the run as FAILED: Access Denied: fake; second")]
    [InlineData("CANCELLED", "", "recorded the run as CANCELLED")]
    [InlineData("SOMETHING_NEW", "", "recorded the run as SOMETHING_NEW")]
    [InlineData("SUCCESS", ""","additionalParams":{"httpData":{"rowCount":3}}""", "2 rows were received, but the server recorded 3")]
    [InlineData("SUCCESS", ""","additionalParams":{"httpData":{"rowCount":1}}""", "2 rows were received, but the server recorded 1")]
    [InlineData("SUCCESS", ""","additionalParams":{"httpData":{"rowCount":0}}""", "2 rows were received, but the server recorded 0")]
    public async Task A_run_with_another_status_or_row_count_makes_the_stream_incomplete(string status, string more, string expected) =>
        await AssertFailsAsync(expected, Replies.Json(StreamFixture.Record(status, more)));

    [Theory]
    [InlineData("""{"id":"run-1","status":"RUNNING"}""")]
    [InlineData("""{"id":"run-1","status":"PENDING"}""")]
    public async Task A_run_that_has_not_ended_is_polled(string record)
    {
        var verification = await VerifyAsync(Replies.Json(record), Replies.Json(record), Replies.Json(StreamFixture.Success(2)));

        Assert.True(verification.IsVerified);
    }

    [Fact]
    public async Task A_run_that_does_not_end_makes_the_stream_incomplete()
    {
        await using var fixture = ShortTimeoutFixture();
        fixture.Server.On(StreamFixture.RunPath, Replies.Json("""{"id":"run-1","status":"RUNNING"}"""));

        AssertError("recorded the run as RUNNING", await Assert.ThrowsAsync<OwoxStreamException>(fixture.VerifyAsync));

        Assert.True(fixture.Server.RequestsTo(StreamFixture.RunPath).Count > 1);
    }

    [Theory]
    [InlineData(404)]
    [InlineData(403)]
    public async Task A_run_that_the_server_does_not_return_leaves_the_stream_unverified(int status)
    {
        await using var fixture = ShortTimeoutFixture();
        fixture.Server.On(StreamFixture.RunPath, Replies.Empty(status));

        var verification = await fixture.VerifyAsync();

        Assert.Equal((false, null), (verification.IsVerified, verification.Record));
        Assert.Contains("has no record of the run, or does not return it to this connection", verification.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData(""","additionalParams":null""")]
    [InlineData(""","additionalParams":{}""")]
    [InlineData(""","additionalParams":{"httpData":{"completed":true}}""")]
    public async Task A_run_without_a_row_count_leaves_the_stream_unverified(string more)
    {
        var verification = await VerifyAsync(Replies.Json(StreamFixture.Record("SUCCESS", more)));

        Assert.False(verification.IsVerified);
        Assert.Equal("SUCCESS", verification.Record!.Status);
        Assert.Contains("has no row count", verification.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_that_was_not_completed_leaves_the_stream_unverified()
    {
        var verification = await VerifyAsync(Replies.Json(StreamFixture.Record("SUCCESS", ""","additionalParams":{"httpData":{"rowCount":2,"completed":false}}""")));

        Assert.Equal((false, "SUCCESS"), (verification.IsVerified, verification.Record!.Status));
        Assert.Contains("was not completed", verification.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Temporary_errors_while_reading_the_run_record_are_retried()
    {
        var verification = await VerifyAsync(
            Replies.Empty(404), Replies.Empty(503), Replies.Empty(500), Replies.Reset, Replies.Empty(404), Replies.Json(StreamFixture.Success(2)));

        Assert.True(verification.IsVerified);
    }

    [Fact]
    public async Task A_stream_without_a_run_ID_is_unverified()
    {
        await using var fixture = new StreamFixture(Replies.Rows(null, """{"a":1}"""));

        var verification = await fixture.VerifyAsync();

        Assert.False(verification.IsVerified);
        Assert.Contains("the response has no run ID", verification.Reason, StringComparison.Ordinal);
        Assert.Single(fixture.Server.Requests);
    }

    [Fact]
    public async Task A_run_record_that_cannot_be_read_makes_the_stream_incomplete()
    {
        await AssertFailsAsync("could not be read to verify them: ", Replies.Reset);
        await AssertFailsAsync("could not be read to verify them: ", Replies.Empty(500));
        await AssertFailsAsync("could not be read to verify them: ", Replies.Text(200, "text/html", "<p>"));
        await AssertFailsAsync("it lacks the field $.status", Replies.Json("""{"id":"run-1"}"""));
    }

    [Fact]
    public async Task Pipeline_commands_in_a_run_record_are_neutralized()
    {
        var error = await AssertFailsAsync(
            "FAILED: a", Replies.Json(StreamFixture.Record("FAILED", """,  "errors":["a\n##vso[task.complete]"]""")));

        Assert.DoesNotContain("##vso[", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(error.Message, char.IsControl);
    }

    private static string RunOf(string sample) =>
        Sample.Load(sample).Headers.Single(static header => header.StartsWith("x-owox-run-id", StringComparison.Ordinal)).Split(": ")[1];

    private static StreamFixture ShortTimeoutFixture() => new(TwoRows)
    {
        Options = Limits.Short with
        {
            Timings = new ClientTimings
            {
                RunRecordTimeout = TimeSpan.FromMilliseconds(200),
                RunRecordErrorTimeout = TimeSpan.FromMilliseconds(200),
                RunRecordPollInterval = TimeSpan.FromMilliseconds(10),
                MaxRunRecordPollInterval = TimeSpan.FromMilliseconds(10),
            },
        },
    };

    private static async Task<RunVerification> VerifyAsync(params Reply[] records)
    {
        await using var fixture = new StreamFixture(TwoRows);
        fixture.Server.On(StreamFixture.RunPath, records);
        return await fixture.VerifyAsync();
    }

    private static async Task<OwoxStreamException> AssertFailsAsync(string expected, params Reply[] records)
    {
        await using var fixture = ShortTimeoutFixture();
        fixture.Server.On(StreamFixture.RunPath, records);
        var error = await Assert.ThrowsAsync<OwoxStreamException>(fixture.VerifyAsync);
        AssertError(expected, error);
        return error;
    }

    private static void AssertError(string expected, OwoxStreamException error)
    {
        Assert.Equal((ErrorReason.StreamIncomplete, 2L, "run-1"), (error.Reason, error.RowsReceived, error.RunId));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.Contains("(run run-1). Do not use the rows", error.Message, StringComparison.Ordinal);
    }
}
