using System.Text;

namespace Owox.Files.Atomic;

/// <summary>Creates the temporary file next to its target.</summary>
internal static class TemporaryFile
{
    private const int MaxNameLength = 255;

    /// <summary>
    /// Rejects an invalid file name. The temporary name can be shorter, and some file systems on Windows reject a name only when the file is
    /// created.
    /// </summary>
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
            // The file does not exist, as expected.
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

    /// <summary>Returns the function that flushes the file to disk while it is written.</summary>
    public static Action ToDisk(FileStream stream)
    {
#if NET8_0_OR_GREATER
        var handle = stream.SafeFileHandle;
        return () => RandomAccess.FlushToDisk(handle);
#else
        // On this system only one thread can use the file, so only the last flush writes to disk.
        return static () => { };
#endif
    }

    /// <summary>The file that is replaced. If the path is a link, it is the target of the link, and the link is kept.</summary>
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

/// <summary>Deletes temporary files of terminated processes.</summary>
internal static class AbandonedTempFiles
{
    private const int MaxName = 150;

    // Windows does not distinguish case in file names.
    private static readonly StringComparison Comparison = Path.DirectorySeparatorChar == '\\' ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;

    /// <summary>The prefix of the temporary files of a target. It is at most as long as file systems allow.</summary>
    public static string Prefix(string name) => $".{FileName.TruncateUtf8(name, MaxName)}.";

    /// <summary>Deletes the temporary files of the target that no process has open.</summary>
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
            // The next run tries to delete the file again.
        }
    }

    // A process that still writes the file has opened it exclusively.
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

/// <summary>Limits the length of file names.</summary>
internal static class FileName
{
    /// <summary>The longest prefix of the text that needs at most the specified number of bytes. Characters are not split.</summary>
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
