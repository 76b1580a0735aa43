using Xunit;

namespace Owox.Client.Tests.Resources;

public sealed class RunResultTests
{
    [Fact]
    public async Task The_exception_for_a_recorded_failure_lists_distinct_errors_without_stack_traces()
    {
        var run = await RunAsync(Sample.Load("runs.detail-connector-failed").Reply);

        var failure = Assert.Throws<OwoxRunFailedException>(() => RunResult.EnsureSucceeded(run));

        Assert.Equal(ErrorReason.RunFailed, failure.Reason);
        Assert.Same(run, failure.Run);
        Assert.Contains(
            "ended with the status FAILED: [UNKNOWN] connect ECONNREFUSED 169.254.169.254; [UNKNOWN] connect ECONNREFUSED metadata.google.internal; "
            + "[UNKNOWN] connect ECONNREFUSED www.bankofcanada.ca; and 1 more.",
            failure.Message,
            StringComparison.Ordinal);
        Assert.DoesNotContain("node:internal", failure.Message, StringComparison.Ordinal);
        Assert.Equal(ErrorOption.RunLogs, failure.Option);
    }

    [Fact]
    public async Task A_recorded_cancellation_causes_its_exception()
    {
        var run = await RunAsync(Sample.Load("runs.detail-connector-cancelled").Reply);

        Assert.Equal(ErrorReason.RunCanceled, Assert.Throws<OwoxRunCanceledException>(() => RunResult.EnsureSucceeded(run)).Reason);
    }

    [Fact]
    public async Task A_recorded_success_is_returned()
    {
        var run = await RunAsync(Sample.Load("runs.detail-http-data-success").Reply);

        Assert.Same(run, RunResult.EnsureSucceeded(run));
    }

    [Theory]
    [InlineData("INTERRUPTED")]
    [InlineData("RESTRICTED")]
    [InlineData("PARTIAL")]
    public async Task Any_other_final_status_is_a_failure(string status)
    {
        var run = await RunAsync(Replies.Json($$"""{"id":"r","status":"{{status}}","errors":null}"""));

        var message = Assert.Throws<OwoxRunFailedException>(() => RunResult.EnsureSucceeded(run)).Message;
        Assert.Contains($"ended with the status {status}, and the server reported no reason", message, StringComparison.Ordinal);
        Assert.Contains("of data mart m ended", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pipeline_commands_in_errors_are_neutralized()
    {
        var run = await RunAsync(Replies.Json("""{"id":"r","status":"FAILED","errors":["##vso[task.setvariable]x\u0007","{\"error\":5,\"message\":\"\\u001b[31mred\"}", 7]}"""));

        var message = Assert.Throws<OwoxRunFailedException>(() => RunResult.EnsureSucceeded(run)).Message;

        Assert.DoesNotContain("##vso", message, StringComparison.Ordinal);
        Assert.DoesNotContain(message, char.IsControl);
        Assert.Contains("red; 7", message, StringComparison.Ordinal);
    }

    private static async Task<Run> RunAsync(Reply reply)
    {
        await using var server = new ApiServer().On("/api/data-marts/m/runs/r", reply);
        return await server.Client().Runs.GetAsync("m", "r", CancellationToken.None);
    }
}
