using System.Buffers;

namespace Owox.Rows.Reading;

/// <summary>The blocks of a stream that wait in memory, in order. It returns each array to the shared pool. Callers lock it.</summary>
/// <param name="limit">How many bytes it holds at the most.</param>
internal sealed class BlockQueue(int limit)
{
    private readonly LinkedList<ArraySegment<byte>> _blocks = new();
    private long _bytes;

    public bool IsEmpty => _bytes == 0;

    public bool HasRoomFor(int count) => _bytes + count <= limit;

    /// <summary>Adds a block, whose array is rented.</summary>
    public void Add(ArraySegment<byte> block)
    {
        _bytes += block.Count;
        if (!TryJoinLast(block))
        {
            _blocks.AddLast(block);
        }
    }

    /// <summary>Copies the first block to the target, which has room for a block.</summary>
    public bool TryTake(ArraySegment<byte> target, out int count)
    {
        count = 0;
        if (_blocks.First is not { } first)
        {
            return false;
        }

        var block = first.Value;
        _blocks.RemoveFirst();
        count = block.Count;
        Buffer.BlockCopy(block.Array!, block.Offset, target.Array!, target.Offset, count);
        _bytes -= count;
        ArrayPool<byte>.Shared.Return(block.Array!);
        return true;
    }

    // A few bytes that arrive alone must not occupy a block.
    private bool TryJoinLast(ArraySegment<byte> block)
    {
        if (_blocks.Last is not { } last || last.Value.Count + block.Count > SpillingReadAhead.BlockSize)
        {
            return false;
        }

        Buffer.BlockCopy(block.Array!, block.Offset, last.Value.Array!, last.Value.Count, block.Count);
        last.Value = new ArraySegment<byte>(last.Value.Array!, 0, last.Value.Count + block.Count);
        ArrayPool<byte>.Shared.Return(block.Array!);
        return true;
    }
}
