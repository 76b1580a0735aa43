using Owox.Rows.Reading;
using Xunit;

namespace Owox.Client.Tests.Rows;

public sealed class OnDemandReaderTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(20);

    [Fact]
    public async Task A_fast_consumer_reads_directly_from_the_source()
    {
        var reads = 0;
        using var reader = new OnDemandReader(
            (target, _) =>
            {
                target.Array![target.Offset] = (byte)++reads;
                return new ValueTask<int>(1);
            },
            memoryLimit: 1_000,
            slowConsumerDelay: TimeSpan.FromHours(1));

        for (var turn = 1; turn <= 50; turn++)
        {
            var target = Target();
            Assert.Equal(1, await reader.ReadAsync(target, CancellationToken.None));
            Assert.Equal(turn, target.Array![target.Offset]);
            Assert.Equal(turn, reads);
            reader.OnConsumerBusy();
        }
    }

    [Fact]
    public async Task While_the_consumer_is_busy_the_source_is_read_to_its_end_without_loss()
    {
        var sent = 0;
        var ended = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var reader = new OnDemandReader(
            (target, _) =>
            {
                if (sent == 100)
                {
                    ended.TrySetResult(true);
                    return new ValueTask<int>(0);
                }

                for (var i = 0; i < 10_000; i++)
                {
                    target.Array![target.Offset + i] = (byte)sent;
                }

                sent++;
                return new ValueTask<int>(10_000);
            },
            memoryLimit: 50_000,
            Soon);
        using var all = new MemoryStream();
        await TakeAsync(reader, all);
        await TakeAsync(reader, all);
        Assert.Equal(2, sent);
        reader.OnConsumerBusy();

        Assert.Same(ended.Task, await Task.WhenAny(ended.Task, Task.Delay(Patience)));
        while (await TakeAsync(reader, all) > 0)
        {
            reader.OnConsumerBusy();
        }

        Assert.Equal(100, sent);
        Assert.Equal(Enumerable.Range(0, 100), Enumerable.Range(0, (int)all.Length / 10_000).Select(i => (int)all.GetBuffer()[i * 10_000]));
    }

    [Fact]
    public async Task An_error_of_the_source_is_reported_when_the_consumer_reads_again()
    {
        var sent = 0;
        var failed = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var reader = new OnDemandReader(
            (_, _) =>
            {
                if (sent++ < 3)
                {
                    return new ValueTask<int>(1_000);
                }

                failed.TrySetResult(true);
                throw new IOException("cut");
            },
            memoryLimit: int.MaxValue,
            Soon);
        using var all = new MemoryStream();
        await TakeAsync(reader, all);
        reader.OnConsumerBusy();
        Assert.Same(failed.Task, await Task.WhenAny(failed.Task, Task.Delay(Patience)));

        var error = await Assert.ThrowsAsync<IOException>(async () =>
        {
            while (true)
            {
                await TakeAsync(reader, all);
            }
        });

        Assert.Equal("cut", error.Message);
        Assert.Equal(3_000, all.Length);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Canceling_or_disposing_ends_a_read_that_waits_for_the_source(bool disposing)
    {
        using var cancellation = new CancellationTokenSource();
        using var reader = new OnDemandReader(
            async (_, token) =>
            {
                await Task.Delay(Timeout.Infinite, token);
                return 1;
            },
            memoryLimit: 1_000,
            Soon);
        var reading = reader.ReadAsync(Target(), cancellation.Token).AsTask();
        Assert.False(reading.IsCompleted);

        if (disposing)
        {
            reader.Dispose();
        }
        else
        {
            cancellation.Cancel();
        }

        Assert.Same(reading, await Task.WhenAny(reading, Task.Delay(Patience)));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
    }

    private static ArraySegment<byte> Target() => new(new byte[SpillingReadAhead.BlockSize * 2], 100, SpillingReadAhead.BlockSize);

    private static async Task<int> TakeAsync(OnDemandReader reader, MemoryStream all)
    {
        var target = Target();
        var count = await reader.ReadAsync(target, CancellationToken.None);
        all.Write(target.Array!, target.Offset, count);
        return count;
    }
}
