using Owox.Files.Atomic;
using Xunit;

namespace Owox.Client.Tests;

public sealed class PeriodicFlusherTests
{
    [Fact]
    public void It_flushes_each_time_that_the_file_has_grown_by_much()
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
    public void Writing_goes_on_while_the_disk_is_busy_and_ends_only_after_it()
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
    public void A_disk_that_did_not_take_it_is_told_at_the_next_write_and_at_the_end()
    {
        var early = new PeriodicFlusher(static () => throw new IOException("no space"));
        early.OnGrown(PeriodicFlusher.Interval);
        Assert.Equal("no space", Assert.Throws<IOException>(early.Complete).Message);
        Assert.Equal("no space", Assert.Throws<IOException>(() => early.OnGrown(PeriodicFlusher.Interval * 2)).Message);
        early.Dispose();
    }
}
