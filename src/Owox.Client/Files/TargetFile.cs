using System;
using System.IO;

namespace Owox.Files;

/// <summary>
/// A file that appears under its name only when it is whole. Until then it grows beside the target under a temporary
/// name that only this account can read; what was under the name before stays as it was.
/// </summary>
internal sealed class TargetFile : IDisposable
{
    /// <summary>How temporary files end, by which the next run knows what a killed one left.</summary>
    public const string Ending = ".owox-partial";

    private static readonly bool IsWindows = Path.DirectorySeparatorChar == '\\';

    private readonly string _path;
    private readonly string _temporary;
    private readonly EarlyFlush _early;
    private long _length;
    private bool _inPlace;

    private TargetFile(string path, string temporary, FileStream stream)
    {
        _path = path;
        _temporary = temporary;
        Stream = stream;
        _early = new EarlyFlush(ToDisk(stream));
    }

    public FileStream Stream { get; }

    /// <summary>Writes to <see cref="Stream"/> what is too much to wait for at the end.</summary>
    /// <exception cref="IOException">The disk does not take it, or did not take what was written before.</exception>
    public void Write(byte[] buffer, int offset, int count)
    {
        Stream.Write(buffer, offset, count);
        _length += count;
        _early.OnGrown(_length);
    }

    /// <summary>Begins a file; clears what a killed run may have left of the same one.</summary>
    /// <exception cref="OwoxFileException">It cannot be written there.</exception>
    public static TargetFile Create(string path)
    {
        try
        {
            path = BehindLink(path);
            var folder = Path.GetDirectoryName(path)!;
            Directory.CreateDirectory(folder);
            RequireName(path);
            Leftovers.Clear(folder, Path.GetFileName(path), Ending);
            var temporary = Path.Combine(folder, $"{Leftovers.Prefix(Path.GetFileName(path))}{Guid.NewGuid():N}{Ending}");
            return new TargetFile(path, temporary, Open(temporary));
        }
        catch (Exception e) when (IsFileFault(e))
        {
            throw OwoxFileException.NotWritten(path, e);
        }
    }

    /// <summary>Puts the file under its name, at once. Everything must have been written to <see cref="Stream"/>.</summary>
    public void PutInPlace()
    {
        try
        {
            _early.Complete();
            Stream.Flush(flushToDisk: true);
            FileModes.Settle(_temporary, _path);
            if (IsWindows)
            {
                // Which moves no file that is open.
                Stream.Dispose();
            }

            // Elsewhere it is held until it has its name: no other run may take it for a leftover.
            Replace();
            _inPlace = true;
            Stream.Dispose();
        }
        catch (Exception e) when (IsFileFault(e))
        {
            throw OwoxFileException.NotWritten(_path, e);
        }
    }

    public void Dispose()
    {
        if (IsWindows)
        {
            // Which deletes no file that is open. Elsewhere whoever gives up does not wait for the disk.
            _early.Dispose();
        }

        try
        {
            Stream.Dispose();
        }
        catch (IOException)
        {
            // A full disk is told again here; it was told before.
        }

        if (!_inPlace)
        {
            Leftovers.Delete(_temporary);
        }
    }

    internal static bool IsFileFault(Exception e) =>
        e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException or System.Security.SecurityException;

    // The temporary name is shorter than some that no file system takes.
    private static void RequireName(string path)
    {
        try
        {
            File.GetAttributes(path);
        }
        catch (FileNotFoundException)
        {
            // The usual case.
        }
    }

    private static FileStream Open(string temporary)
    {
#if NET8_0_OR_GREATER
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(temporary, options);
#else
        return new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1);
#endif
    }

    private static Action ToDisk(FileStream stream)
    {
#if NET8_0_OR_GREATER
        var handle = stream.SafeFileHandle;
        return () => RandomAccess.FlushToDisk(handle);
#else
        // There a file is for one thread, and all of it waits for the last flush.
        return static () => { };
#endif
    }

    // A link stays one: what it points to is replaced.
    private static string BehindLink(string path)
    {
#if NET8_0_OR_GREATER
        var file = new FileInfo(path);
        return file.LinkTarget is null ? path : file.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? path;
#else
        return path;
#endif
    }

    private void Replace()
    {
        if (IsWindows && File.Exists(_path))
        {
            // Windows replaces no read-only file; that it is to be replaced was decided before.
            File.SetAttributes(_path, File.GetAttributes(_path) & ~FileAttributes.ReadOnly);
        }

#if NET8_0_OR_GREATER
        File.Move(_temporary, _path, overwrite: true);
#else
        if (File.Exists(_path))
        {
            File.Replace(_temporary, _path, destinationBackupFileName: null);
        }
        else
        {
            File.Move(_temporary, _path);
        }
#endif
    }
}
