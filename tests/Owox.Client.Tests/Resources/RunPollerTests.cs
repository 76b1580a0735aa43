using System.Diagnostics;
using Owox.Resources.Runs;
using Xunit;

namespace Owox.Client.Tests.Resources;

public sealed class RunPollerTests
{
    private const string Path = "/api/data-marts/m/runs/r";

    private readonly List<OwoxException> _troubles = [];

    [Fact]
    public async Task The_run_is_polled_until_it_ends()
    {
        await using var server = new ApiServer().On(Path, Run("PENDING"), Run("RUNNING"), Run("RUNNING"), Run("FAILED"));

        var run = await Poller(server).WaitAsync("m", "r", CancellationToken.None);

        Assert.Equal("FAILED", run.Status);
        Assert.Equal(4, server.Requests.Count);
        Assert.Empty(_troubles);
    }

    [Fact]
    public async Task An_unknown_state_is_final_if_the_run_has_an_end_time()
    {
        await using var server = new ApiServer().On(Path, Run("PAUSED"), Run("PARTIAL", "\"2026-11-21T00:00:00.000Z\""));

        Assert.Equal("PARTIAL", (await Poller(server).WaitAsync("m", "r", CancellationToken.None)).Status);
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task The_data_mart_ID_is_set_if_the_response_does_not_contain_it()
    {
        await using var server = new ApiServer().On(Path, Replies.Json("""{"id":"r","status":"SUCCESS"}"""));

        Assert.Equal("m", (await Poller(server).WaitAsync("m", "r", CancellationToken.None)).DataMartId);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(408)]
    public async Task A_temporary_server_error_is_tolerated(int status)
    {
        await using var server = new ApiServer().On(Path, Run("RUNNING"), Replies.Empty(status), Replies.Empty(status), Run("SUCCESS"));

        Assert.Equal("SUCCESS", (await Poller(server).WaitAsync("m", "r", CancellationToken.None)).Status);
        Assert.Equal(2, _troubles.Count);
    }

    // Mono itself repeats a GET when a reused connection breaks, so the poller does not notice it.
    [Fact]
    [Trait("Differs on", "Mono")]
    public async Task A_broken_connection_is_tolerated()
    {
        await using var server = new ApiServer().On(Path, Replies.Reset, Run("SUCCESS"));

        Assert.Equal("SUCCESS", (await Poller(server).WaitAsync("m", "r", CancellationToken.None)).Status);
        Assert.IsType<OwoxConnectionException>(Assert.Single(_troubles));
    }

    [Fact]
    public async Task The_delay_that_the_server_requests_is_honored()
    {
        await using var server = new ApiServer().On(Path, Replies.Empty(429, "x-retry-after: 0.3"), Run("SUCCESS"));
        var watch = Stopwatch.StartNew();

        await Poller(server).WaitAsync("m", "r", CancellationToken.None);

        Assert.True(watch.Elapsed >= TimeSpan.FromMilliseconds(290), $"{watch.Elapsed}");
    }

    [Fact]
    public async Task Errors_are_tolerated_only_until_the_error_timeout()
    {
        await using var server = new ApiServer().On(Path, Replies.Empty(503));

        var error = await Assert.ThrowsAsync<OwoxApiException>(
            () => Poller(server, errorTimeout: 1_000).WaitAsync("m", "r", CancellationToken.None));

        Assert.Equal((503, ErrorReason.ServerError), (error.StatusCode, error.Reason));
        Assert.True(server.Requests.Count > 2);
    }

    [Theory]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(400)]
    public async Task A_permanent_error_ends_the_polling(int status)
    {
        await using var server = new ApiServer().On(Path, Replies.Empty(status));

        var error = await Assert.ThrowsAnyAsync<OwoxApiException>(() => Poller(server).WaitAsync("m", "r", CancellationToken.None));

        Assert.Equal(status, error.StatusCode);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Cancellation_ends_a_delay_immediately()
    {
        await using var server = new ApiServer().On(Path, Run("RUNNING"));
        using var cancellation = new CancellationTokenSource();
        var polled = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        var waiter = new RunPoller(server.Client()) { InitialDelay = TimeSpan.FromMinutes(1), OnPolled = _ => polled.SetResult(true) };
        var waiting = waiter.WaitAsync("m", "r", cancellation.Token);
        await polled.Task;

        cancellation.Cancel();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.WaitAsync(TimeSpan.FromSeconds(20)));
        Assert.Single(server.Requests);
    }

    // Mono rounds the last bit of a double differently.
    [Fact]
    [Trait("Differs on", "Mono")]
    public void Delays_increase_to_the_maximum_with_jitter()
    {
        var pauses = Enumerable.Range(0, 20).Select(_ => new Backoff(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(15))).ToArray();

        var first = pauses.Select(static p => p.Next().TotalSeconds).ToArray();
        Assert.All(first, static seconds => Assert.InRange(seconds, 0.8, 1.2));
        Assert.True(first.Distinct().Count() > 10);
        Assert.All(pauses, static p => Assert.InRange(p.Next().TotalSeconds, 1.2, 1.8));
        var last = Enumerable.Range(0, 20).Select(_ => pauses[0].Next().TotalSeconds).ToArray();
        Assert.All(last[^5..], static seconds => Assert.InRange(seconds, 12, 18));
    }

    private static Reply Run(string status, string finishedAt = "null") =>
        Replies.Json($$"""{"id":"r","status":"{{status}}","dataMartId":"m","finishedAt":{{finishedAt}}}""");

    private RunPoller Poller(ApiServer server, int errorTimeout = 60_000) => new(server.Client())
    {
        InitialDelay = TimeSpan.FromMilliseconds(10),
        MaxDelay = TimeSpan.FromMilliseconds(20),
        ErrorTimeout = TimeSpan.FromMilliseconds(errorTimeout),
        OnPollFailed = (trouble, _) => _troubles.Add(trouble),
    };
}
