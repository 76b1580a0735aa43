using System;
using System.IO;

namespace Owox.Streaming;

/// <summary>A temporary file that bytes queue in. Only this account can read it, and it is gone when it is closed.</summary>
internal sealed class Spool : IDisposable
{
    private readonly FileStream _file;
    private long _readAt;
    private long _writeAt;

    public Spool()
    {
        var path = Path.Combine(Path.GetTempPath(), $"owox-{Guid.NewGuid():N}.spool");
#if NET8_0_OR_GREATER
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.None,
            Options = FileOptions.DeleteOnClose,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        _file = new FileStream(path, options);
        if (!OperatingSystem.IsWindows())
        {
            // Without a name it is gone even where the process is killed.
            File.Delete(path);
        }
#else
        _file = new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 4096, FileOptions.DeleteOnClose);
#endif
    }

    /// <summary>How many bytes were written and not read yet.</summary>
    public long Unread => _writeAt - _readAt;

    public void Write(ArraySegment<byte> bytes)
    {
        _file.Position = _writeAt;
        _file.Write(bytes.Array!, bytes.Offset, bytes.Count);
        _writeAt += bytes.Count;
    }

    public int Read(ArraySegment<byte> target)
    {
        _file.Position = _readAt;
        var count = _file.Read(target.Array!, target.Offset, (int)Math.Min(target.Count, Unread));
        _readAt += count;
        if (Unread == 0)
        {
            // What was read need not lie around: the file begins anew.
            _file.SetLength(0);
            _readAt = _writeAt = 0;
        }

        return count;
    }

    public void Dispose() => _file.Dispose();
}
