using System.Buffers;

namespace Owox.Rows.Reading;

/// <summary>
/// A temporary file that queues bytes. It is not buffered, so a full disk is reported immediately. Only this account can read it. It is
/// deleted when it is closed.
/// </summary>
internal sealed class SpillFile : IDisposable
{
    private readonly FileStream _file;
    private long _readAt;
    private long _writeAt;

    private readonly string _why;

    private SpillFile(string path, string why)
    {
        _why = why;
#if NET8_0_OR_GREATER
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.None,
            Options = FileOptions.DeleteOnClose,
            BufferSize = 0,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        _file = new FileStream(path, options);
        if (!OperatingSystem.IsWindows())
        {
            // Without a name, the file is deleted even if the process is killed.
            File.Delete(path);
        }
#else
        _file = new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
#endif
    }

    /// <summary>Creates an empty file.</summary>
    /// <param name="why">The reason why rows wait, for the message of an error.</param>
    /// <exception cref="OwoxFileException">The file cannot be created in the folder for temporary files.</exception>
    public static SpillFile Create(string why) =>
        WithIoContext(why, () => new SpillFile(Path.Combine(Path.GetTempPath(), $"owox-{Guid.NewGuid():N}.spool"), why));

    /// <summary>The number of bytes that were written but not read yet.</summary>
    public long UnreadBytes => _writeAt - _readAt;

    /// <exception cref="OwoxFileException">The disk is full. Data that was written before can still be read.</exception>
    public void Write(ArraySegment<byte> bytes) => WithIoContext(_why, () =>
    {
        _file.Position = _writeAt;
        _file.Write(bytes.Array!, bytes.Offset, bytes.Count);
        return _writeAt += bytes.Count;
    });

    /// <exception cref="OwoxFileException">The data cannot be read.</exception>
    public int Read(ArraySegment<byte> target) => WithIoContext(_why, () =>
    {
        _file.Position = _readAt;
        var count = _file.Read(target.Array!, target.Offset, (int)Math.Min(target.Count, UnreadBytes));
        _readAt += count;
        if (UnreadBytes == 0)
        {
            // All data was read, so the file starts again at the beginning.
            _file.SetLength(0);
            _readAt = _writeAt = 0;
        }

        return count;
    });

    public void Dispose()
    {
        try
        {
            _file.Dispose();
        }
        catch (IOException)
        {
            // A full disk causes this error again; it has already been reported.
        }
    }

    // An error of the connection is also an IOException, and must not be reported as an error of the file.
    private static T WithIoContext<T>(string why, Func<T> act)
    {
        try
        {
            return act();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw OwoxFileException.SpillFileWriteFailed(why, Path.GetTempPath(), e);
        }
    }
}

/// <summary>The blocks of a stream in memory, in order. Arrays are returned to the shared pool. Callers must lock the queue.</summary>
/// <param name="limit">The maximum number of bytes.</param>
internal sealed class BlockQueue(int limit)
{
    private readonly LinkedList<ArraySegment<byte>> _blocks = new();
    private long _bytes;

    public bool IsEmpty => _bytes == 0;

    public bool HasRoomFor(int count) => _bytes + count <= limit;

    /// <summary>Adds a block with a rented array.</summary>
    public void Add(ArraySegment<byte> block)
    {
        _bytes += block.Count;
        if (!TryJoinLast(block))
        {
            _blocks.AddLast(block);
        }
    }

    /// <summary>Copies the first block to the target, which must have room for a block.</summary>
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

    // A few bytes must not occupy a separate block.
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
