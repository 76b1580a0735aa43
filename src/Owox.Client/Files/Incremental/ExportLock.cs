using Owox.Files.Atomic;

namespace Owox.Files.Incremental;

/// <summary>
/// Lets one run at a time work on an incremental export, or add rows to a file. Two at once could move the state past rows that
/// neither wrote, or lose rows of the other.
/// </summary>
internal sealed class ExportLock : IDisposable
{
    private readonly FileStream _held;

    private ExportLock(FileStream held) => _held = held;

    /// <summary>Takes the lock.</summary>
    /// <param name="name">What it is named after, by <see cref="SeriesName.Base"/>.</param>
    /// <exception cref="OwoxFileException">Another run holds it.</exception>
    public static ExportLock Take(string name)
    {
        var path = name + ".owox-lock";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            return new ExportLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose));
        }
        catch (Exception e) when (AtomicFile.IsFileSystemError(e))
        {
            throw new OwoxFileException(
                ErrorReason.FileWriteFailed,
                $"The export cannot begin: '{path}' cannot be held ({e.Message.TrimEnd('.')}). Another run of the same export may be at work; let it finish.",
                path,
                e);
        }
    }

    public void Dispose() => _held.Dispose();
}
