using Owox.Files.Atomic;
using Xunit;

namespace Owox.Client.Tests.Files;

public sealed class PeriodicFlusherTests
{
    [Fact]
    public void The_file_is_flushed_after_each_interval()
    {
        var flushes = 0;
        var early = new PeriodicFlusher(() => flushes++);
        foreach (var (length, expected) in new[] { (1L, 0), (PeriodicFlusher.Interval - 1, 0), (PeriodicFlusher.Interval, 1), (PeriodicFlusher.Interval + 1, 1), (PeriodicFlusher.Interval * 2, 2), (PeriodicFlusher.Interval * 9, 3) })
        {
            early.OnGrown(length);
            early.Complete();
            Assert.Equal(expected, flushes);
        }
    }

    [Fact]
    public void Writing_continues_during_a_flush_and_Complete_waits_for_it()
    {
        using var disk = new ManualResetEventSlim();
        var flushes = 0;
        var early = new PeriodicFlusher(() =>
        {
            disk.Wait();
            flushes++;
        });
        early.OnGrown(PeriodicFlusher.Interval);
        early.OnGrown(PeriodicFlusher.Interval * 2);
        Assert.Equal(0, flushes);
        disk.Set();
        early.Complete();
        Assert.Equal(1, flushes);
        early.OnGrown(PeriodicFlusher.Interval * 2);
        early.Dispose();
        Assert.Equal(2, flushes);
    }

    [Fact]
    public void A_failed_flush_is_reported_by_the_next_write_and_by_Complete()
    {
        var early = new PeriodicFlusher(static () => throw new IOException("no space"));
        early.OnGrown(PeriodicFlusher.Interval);
        Assert.Equal("no space", Assert.Throws<IOException>(early.Complete).Message);
        Assert.Equal("no space", Assert.Throws<IOException>(() => early.OnGrown(PeriodicFlusher.Interval * 2)).Message);
        early.Dispose();
    }
}
