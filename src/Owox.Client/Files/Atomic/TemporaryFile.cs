using System.Text;

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

/// <summary>Removes what killed runs left behind.</summary>
internal static class AbandonedTempFiles
{
    private const int MaxName = 150;

    // Windows does not distinguish case in file names.
    private static readonly StringComparison Comparison = Path.DirectorySeparatorChar == '\\' ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;

    /// <summary>How the temporary files of a target begin: longer than its name, and not too long where that is not.</summary>
    public static string Prefix(string name) => $".{FileName.TruncateUtf8(name, MaxName)}.";

    /// <summary>Deletes temporary files of that target which no process holds.</summary>
    public static void Clear(string folder, string name, string ending)
    {
        var prefix = Prefix(name);
        foreach (var path in Directory.EnumerateFiles(folder, "*" + ending))
        {
            if (Path.GetFileName(path).StartsWith(prefix, Comparison) && IsAbandoned(path))
            {
                Delete(path);
            }
        }
    }

    public static void Delete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The next run tries again.
        }
    }

    // A process that still writes the file has it open exclusively.
    private static bool IsAbandoned(string path)
    {
        try
        {
            using var held = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}

/// <summary>Keeps names within what file systems take.</summary>
internal static class FileName
{
    /// <summary>The longest beginning of the text that needs no more bytes than that; characters stay whole.</summary>
    public static string TruncateUtf8(string text, int maxBytes)
    {
        var bytes = 0;
        for (var i = 0; i < text.Length;)
        {
            var length = char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]) ? 2 : 1;
            bytes += Encoding.UTF8.GetByteCount(text.Substring(i, length));
            if (bytes > maxBytes)
            {
                return text.Substring(0, i);
            }

            i += length;
        }

        return text;
    }
}
