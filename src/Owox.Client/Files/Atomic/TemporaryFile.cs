namespace Owox.Files.Atomic;

/// <summary>Creates the temporary file that grows next to its target.</summary>
internal static class TemporaryFile
{
    private const int MaxNameLength = 255;

    /// <summary>Rejects a name that no file system takes: the temporary name can be shorter, and not every file system of Windows rejects one before it is created.</summary>
    /// <exception cref="IOException">The name cannot be used.</exception>
    public static void ValidateTarget(string path)
    {
        if (Path.GetFileName(path).Length > MaxNameLength)
        {
            throw new PathTooLongException();
        }

        try
        {
            File.GetAttributes(path);
        }
        catch (FileNotFoundException)
        {
            // The usual case.
        }
    }

    /// <summary>Creates the file so that only this account can read it.</summary>
    public static FileStream Open(string temporary)
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

    /// <summary>What flushes the file to the disk while it is written.</summary>
    public static Action ToDisk(FileStream stream)
    {
#if NET8_0_OR_GREATER
        var handle = stream.SafeFileHandle;
        return () => RandomAccess.FlushToDisk(handle);
#else
        // There a file is for one thread, and all of it waits for the last flush.
        return static () => { };
#endif
    }

    /// <summary>The file that is replaced. A link stays one: it is the file that it points to.</summary>
    public static string ResolveLink(string path)
    {
#if NET8_0_OR_GREATER
        var file = new FileInfo(path);
        return file.LinkTarget is null ? path : file.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? path;
#else
        return path;
#endif
    }
}
