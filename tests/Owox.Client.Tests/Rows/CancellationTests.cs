using Xunit;

namespace Owox.Client.Tests.Rows;

public sealed class CancellationTests
{
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Fact]
    public async Task Canceling_while_the_query_runs_closes_the_socket()
    {
        using var cancellation = new CancellationTokenSource();
        await using var fixture = new StreamFixture((connection, request) =>
        {
            cancellation.Cancel();
            return SilentAfter("")(connection, request);
        });
        var opening = fixture.OpenAsync(cancellation.Token);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => opening.WaitAsync(TimeSpan.FromSeconds(10)));

        await _closed.Task.WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task Canceling_while_waiting_for_rows_closes_the_socket()
    {
        using var cancellation = new CancellationTokenSource();
        await using var fixture = new StreamFixture(SilentAfter(Replies.RowsHead("run-1") + Replies.Chunk("{\"a\":1}\n")));
        using var stream = await fixture.OpenAsync();
        var rows = new RowList();
        Assert.True(await stream.ReadAsync(rows, cancellation.Token));
        var reading = stream.ReadAsync(rows, cancellation.Token);
        Assert.False(reading.IsCompleted);

        cancellation.Cancel();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading.WaitAsync(TimeSpan.FromSeconds(10)));

        Assert.Single(rows.Rows);
        await _closed.Task.WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task Disposing_a_stream_before_its_end_closes_the_socket()
    {
        await using var fixture = new StreamFixture(SilentAfter(Replies.RowsHead("run-1") + Replies.Chunk("{\"a\":1}\n")));
        var stream = await fixture.OpenAsync();
        await stream.ReadAsync(new RowList(), CancellationToken.None);

        stream.Dispose();

        await _closed.Task.WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task Canceling_ends_the_polling_of_the_run_record()
    {
        using var cancellation = new CancellationTokenSource();
        await using var fixture = new StreamFixture(Replies.Rows("run-1"));
        fixture.Server.On(StreamFixture.RunPath, async (connection, request) =>
        {
            await Replies.Json("""{"id":"run-1","status":"RUNNING"}""")(connection, request);
            await cancellation.CancelAsync();
        });
        using var stream = await fixture.OpenAsync();
        await new RowList().ReadAllAsync(stream);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => stream.VerifyAsync(fixture.Client, cancellation.Token));

        Assert.Single(fixture.Server.RequestsTo(StreamFixture.RunPath));
    }

    private Reply SilentAfter(string sent) => async (connection, _) =>
    {
        await connection.SendAsync(sent);
        await connection.WaitForCloseAsync();
        _closed.SetResult();
    };
}
