namespace Owox.Files;

/// <summary>What changes when a program writes to a file or replaces it.</summary>
internal sealed record FileStamp(long Length, DateTime Written)
{
    /// <summary>The stamp of a file, or null if the file does not exist.</summary>
    public static FileStamp? FromFile(string path)
    {
        // A link has its own length and time.
        var file = new FileInfo(AtomicFile.ResolveLink(path));
        return file.Exists ? new FileStamp(file.Length, file.LastWriteTimeUtc) : null;
    }
}
