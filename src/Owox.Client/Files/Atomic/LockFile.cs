namespace Owox.Files.Atomic;

/// <summary>A file that only one process at a time can hold. It is deleted when it is released, or by a later holder after a kill.</summary>
internal sealed class LockFile : IDisposable
{
    public const string Extension = ".owox-lock";

    // The file is sparse, so its length uses no disk space.
    private const int MaxLength = 0xF_FFFF;

    // Windows deletes the file and releases it in one step, and does not allow it to be deleted before.
    private static readonly bool IsWindows = Path.DirectorySeparatorChar == '\\';

    private readonly FileStream _held;

    private LockFile(FileStream held) => _held = held;

    /// <summary>Opens the file, and creates its folder if it does not exist.</summary>
    /// <param name="path">The path of the lock file.</param>
    /// <exception cref="IOException">Another process holds the file, or it cannot be created. Other exceptions of the file system are possible.</exception>
    public static LockFile Open(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        while (true)
        {
            var held = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, IsWindows ? FileOptions.DeleteOnClose : FileOptions.None);
            if (IsWindows || IsAt(path, held))
            {
                return new LockFile(held);
            }

            held.Dispose();
        }
    }

    public void Dispose()
    {
        if (!IsWindows)
        {
            Delete();
        }

        _held.Dispose();
    }

    // The previous holder may have deleted the file after it was opened here. Then the next process would lock a new file. Each holder sets a
    // random length. If the file at the path has another length, it is a different file. .NET cannot open a locked file a second time to compare it.
    private static bool IsAt(string path, FileStream held)
    {
        var length = 1 + (Guid.NewGuid().GetHashCode() & MaxLength);
        held.SetLength(length);
        var found = new FileInfo(path);
        return found.Exists && found.Length == length;
    }

    // A lock file that remains is not in use, so the next holder takes it.
    private void Delete()
    {
        try
        {
            File.Delete(_held.Name);
        }
        catch (Exception e) when (AtomicFile.IsFileSystemError(e))
        {
        }
    }
}
