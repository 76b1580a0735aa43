using Owox.Rows.Reading;
using Xunit;

namespace Owox.Client.Tests.Rows;

public sealed class SpillingReadAheadTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(20);

    [Theory]
    [InlineData(int.MaxValue, false)]
    [InlineData(300_000, false)]
    [InlineData(1, true)]
    public async Task Bytes_keep_their_order_and_a_slow_consumer_needs_no_spill_file(int memoryLimit, bool needsFile)
    {
        var random = new Random(7);
        var sent = new byte[3_000_000];
        random.NextBytes(sent);
        var at = 0;
        using var ahead = new SpillingReadAhead(
            (block, _) =>
            {
                var count = Math.Min(random.Next(1, 200_000), Math.Min(block.Length, sent.Length - at));
                Buffer.BlockCopy(sent, at, block, 0, count);
                at += count;
                return new ValueTask<int>(count);
            },
            memoryLimit,
            needsFile ? Soon : Patience);

        Assert.Equal(sent, await ReadAllAsync(ahead, pauseEach: 5));
        Assert.Equal(needsFile, ahead.SpilledBytes > 0);
    }

    [Fact]
    public async Task The_source_is_read_to_its_end_while_the_consumer_does_not_read()
    {
        var sent = 0;
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var ahead = new SpillingReadAhead(
            (block, _) =>
            {
                if (sent == 100)
                {
                    ended.SetResult();
                    return new ValueTask<int>(0);
                }

                Array.Fill(block, (byte)sent++);
                return new ValueTask<int>(10_000);
            },
            memoryLimit: 50_000,
            Soon);
        var first = await ahead.ReadAsync(Target(), CancellationToken.None);

        await ended.Task.WaitAsync(Patience);

        var rest = await ReadAllAsync(ahead);
        Assert.Equal(1_000_000, first + rest.Length);
        Assert.True(ahead.SpilledBytes > 0);
        Assert.Equal(Enumerable.Range(first / 10_000, rest.Length / 10_000), rest.Chunk(10_000).Select(static chunk => (int)chunk[0]));
    }

    [Fact]
    public async Task Small_reads_share_one_block()
    {
        var sent = 0;
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var ahead = new SpillingReadAhead(
            (block, _) =>
            {
                if (sent == 20_000)
                {
                    ended.TrySetResult();
                    return new ValueTask<int>(0);
                }

                BitConverter.TryWriteBytes(block, sent++);
                return new ValueTask<int>(sizeof(int));
            },
            memoryLimit: 8_000_000,
            Soon);
        var bytes = new List<byte>();
        var target = Target();
        bytes.AddRange(target[..await ahead.ReadAsync(target, CancellationToken.None)]);
        await ended.Task.WaitAsync(Patience);

        var reads = 0;
        for (int count; (count = await ahead.ReadAsync(target, CancellationToken.None)) > 0; reads++)
        {
            bytes.AddRange(target[..count]);
        }

        // Each read returns one block, so small reads of the source must share blocks.
        Assert.InRange(reads, 0, 5);
        Assert.Equal(Enumerable.Range(0, 20_000), bytes.Chunk(sizeof(int)).Select(static number => BitConverter.ToInt32(number)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(int.MaxValue)]
    public async Task An_error_is_reported_after_the_bytes_before_it(int memoryLimit)
    {
        var sent = 0;
        using var ahead = new SpillingReadAhead(
            (block, _) => sent++ < 5 ? new ValueTask<int>(1_000) : throw new IOException("cut"),
            memoryLimit,
            Soon);
        var total = 0;

        var error = await Assert.ThrowsAsync<IOException>(async () =>
        {
            while (true)
            {
                await Task.Delay(20);
                total += await ahead.ReadAsync(Target(), CancellationToken.None);
            }
        });

        Assert.Equal(5_000, total);
        Assert.Equal("cut", error.Message);
        await Assert.ThrowsAsync<IOException>(() => ahead.ReadAsync(Target(), CancellationToken.None).AsTask());
    }

    [Fact]
    public async Task Canceling_ends_a_read_and_disposing_cancels_the_source()
    {
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var cancellation = new CancellationTokenSource();
        var ahead = new SpillingReadAhead(
            async (_, token) =>
            {
                token.Register(stopped.SetResult);
                await Task.Delay(Timeout.Infinite, token);
                return 1;
            },
            memoryLimit: 1_000,
            Soon);
        var reading = ahead.ReadAsync(Target(), cancellation.Token).AsTask();
        cancellation.CancelAfter(50);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading.WaitAsync(Patience));

        ahead.Dispose();

        await stopped.Task.WaitAsync(Patience);
    }

    private static byte[] Target() => new byte[SpillingReadAhead.BlockSize * 2];

    private static async Task<byte[]> ReadAllAsync(SpillingReadAhead ahead, int pauseEach = int.MaxValue)
    {
        using var all = new MemoryStream();
        var target = Target();
        for (var turn = 1; ; turn++)
        {
            var count = await ahead.ReadAsync(target, CancellationToken.None).AsTask().WaitAsync(Patience);
            if (count == 0)
            {
                return all.ToArray();
            }

            all.Write(target, 0, count);
            if (turn % pauseEach == 0)
            {
                await Task.Delay(10);
            }
        }
    }
}
