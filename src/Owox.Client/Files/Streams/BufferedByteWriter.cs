using System.Buffers;
using System.Runtime.CompilerServices;
using Owox.Rows.Parsing;

namespace Owox.Files.Streams;

/// <summary>Collects bytes and writes them in large blocks.</summary>
internal sealed class BufferedByteWriter
{
    private const int Size = 256 * 1024;

    private readonly Stream _target;
    private readonly BackgroundWriteStream? _owner;
    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(Size);
    private int _count;

    /// <summary>Writes to a stream that copies the bytes that it keeps.</summary>
    public BufferedByteWriter(Stream target) => _target = target;

    /// <summary>Passes each full block to the stream without a copy.</summary>
    public BufferedByteWriter(BackgroundWriteStream target) => _target = _owner = target;

    /// <summary>The total number of bytes written.</summary>
    public long Written { get; private set; }

    public void Write(byte value)
    {
        if (_count == _bytes.Length)
        {
            Flush();
        }

        _bytes[_count++] = value;
    }

    [MethodImpl(Compiled.AggressiveOptimization)]
    public void Write(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Reserve(bytes.Length));
        Advance(bytes.Length);
    }

    /// <summary>Returns a buffer of at least the specified size. Call <see cref="Advance"/> with the number of bytes used.</summary>
    public Span<byte> Reserve(int count)
    {
        if (_bytes.Length - _count < count)
        {
            Flush();
            if (_bytes.Length < count)
            {
                _bytes = ArrayPool<byte>.Shared.Rent(count);
            }
        }

        return _bytes.AsSpan(_count);
    }

    public void Advance(int count) => _count += count;

    public void Flush()
    {
        var isTaken = _owner is not null && _count > 0;
        if (isTaken)
        {
            _owner!.Take(_bytes, _count);
        }
        else
        {
            _target.Write(_bytes, 0, _count);
        }

        Written += _count;
        _count = 0;
        if (isTaken || _bytes.Length > Size)
        {
            // A single long row must not keep its memory for the rest of the file.
            _bytes = ArrayPool<byte>.Shared.Rent(Size);
        }
    }
}
