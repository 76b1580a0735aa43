using System.Threading.Tasks.Sources;
using Owox.Rows.Reading;
using Xunit;

namespace Owox.Client.Tests.Rows;

public sealed class CoalescingReaderTests
{
    private const int Most = 16 * 1024;

    [Fact]
    public async Task Available_bytes_are_returned_together_without_waiting_for_more()
    {
        var late = new TaskCompletionSource<byte[]>();
        var reader = new CoalescingReader(new Source(Now(1, 2), Now(3), Now(4, 5, 6), late.Task, Now(9), Now()));
        Assert.Equal([1, 2, 3, 4, 5, 6], await ReadAsync(reader));
        var next = ReadAsync(reader);
        Assert.False(next.IsCompleted);
        late.SetResult([7, 8]);
        Assert.Equal([7, 8, 9], await next);
        Assert.Empty(await ReadAsync(reader));
        Assert.Empty(await ReadAsync(reader));
    }

    [Fact]
    public async Task An_error_is_reported_after_the_bytes_before_it()
    {
        var reader = new CoalescingReader(new Source(Now(1), Now(2), Task.FromException<byte[]>(new IOException("cut"))));
        Assert.Equal([1, 2], await ReadAsync(reader));
        Assert.Equal("cut", (await Assert.ThrowsAsync<IOException>(() => ReadAsync(reader))).Message);
    }

    [Fact]
    public async Task A_read_never_exceeds_the_target()
    {
        var big = Enumerable.Range(0, Most).Select(static i => (byte)i).ToArray();
        var reader = new CoalescingReader(new Source(Task.FromResult(big), Task.FromResult(big), Task.FromResult(big), Now()));
        var all = new List<byte>();
        for (byte[] piece; (piece = await ReadAsync(reader, Most * 2)).Length > 0;)
        {
            Assert.InRange(piece.Length, 1, Most * 2);
            all.AddRange(piece);
        }

        Assert.Equal([.. big, .. big, .. big], all);
    }

#if NET
    [Fact]
    public async Task Bytes_that_arrive_during_the_check_are_not_lost()
    {
        var reader = new CoalescingReader(new JustInTime());
        Assert.Equal([1], await ReadAsync(reader));
        Assert.Equal([2], await ReadAsync(reader));
        Assert.Empty(await ReadAsync(reader));
    }
#endif

    private static Task<byte[]> Now(params byte[] bytes) => Task.FromResult(bytes);

    private static async Task<byte[]> ReadAsync(CoalescingReader reader, int room = 128 * 1024)
    {
        var target = new byte[room];
        var count = await reader.ReadAsync(new ArraySegment<byte>(target), CancellationToken.None);
        return target.AsSpan(0, count).ToArray();
    }

    /// <summary>Returns one block for each read.</summary>
    private sealed class Source(params Task<byte[]>[] pieces) : MemoryStream
    {
        private int _next;

        public override async Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
        {
            // At the end, the last block is returned again.
            var piece = await pieces[Math.Min(_next++, pieces.Length - 1)];
            piece.CopyTo(buffer, offset);
            return piece.Length;
        }

#if NET
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var piece = await pieces[Math.Min(_next++, pieces.Length - 1)];
            piece.CopyTo(buffer);
            return piece.Length;
        }
#endif
    }

#if NET
    /// <summary>The second read is pending at the first status check and complete at the next one.</summary>
    private sealed class JustInTime : MemoryStream, IValueTaskSource<int>
    {
        private int _reads;
        private int _looks;
        private Memory<byte> _target;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            _target = buffer;
            return ++_reads switch
            {
                1 => new ValueTask<int>(Put(1)),
                2 => new ValueTask<int>(this, 0),
                _ => new ValueTask<int>(0),
            };
        }

        public int GetResult(short token) => Put(2);

        public ValueTaskSourceStatus GetStatus(short token) => _looks++ == 0 ? ValueTaskSourceStatus.Pending : ValueTaskSourceStatus.Succeeded;

        public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
            throw new InvalidOperationException("It is done.");

        private int Put(byte value)
        {
            _target.Span[0] = value;
            return 1;
        }
    }
#endif
}
