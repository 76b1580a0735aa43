using Owox.Http.Options;

namespace Owox.Files.Atomic;

/// <summary>
/// A file that gets its final name only when it is complete. Until then it has a temporary name in the same folder, and only this account can
/// read it. An existing file with the final name stays unchanged.
/// </summary>
internal sealed class AtomicFile : IDisposable
{
    /// <summary>The suffix of temporary files. A run uses it to find files of terminated processes.</summary>
    public const string TempSuffix = ".owox-partial";

    private static readonly bool IsWindows = Path.DirectorySeparatorChar == '\\';

    private readonly string _path;
    private readonly string _temporary;
    private readonly ClientTimings _timings;
    private readonly FileStream _file;
    private readonly PeriodicFlusher _flusher;
    private bool _isComplete;

    private AtomicFile(string path, string temporary, FileStream stream, ClientTimings timings)
    {
        _path = path;
        _temporary = CurrentPath = temporary;
        _timings = timings;
        _file = stream;
        _flusher = new PeriodicFlusher(TemporaryFile.ToDisk(stream));
        Stream = new PeriodicFlushStream(_file, _flusher);
    }

    /// <summary>The stream that writes to the file.</summary>
    public Stream Stream { get; }

    /// <summary>The current path of the file.</summary>
    public string CurrentPath { get; private set; }

    /// <summary>What could not be done to the complete file that replaced the target, or null if there is no warning.</summary>
    public string? Warning { get; private set; }

    /// <summary>Creates a temporary file, and deletes abandoned temporary files of the same target.</summary>
    /// <exception cref="OwoxFileException">The file cannot be written, or cannot replace the existing file.</exception>
    public static AtomicFile Create(string path, ClientTimings timings)
    {
        try
        {
            path = TemporaryFile.ResolveLink(path);
            var folder = Path.GetDirectoryName(path)!;
            Directory.CreateDirectory(folder);
            TemporaryFile.ValidateTarget(path);
            ReplacementCheck.Require(path);
            AbandonedTempFiles.Clear(folder, Path.GetFileName(path), TempSuffix);
            var temporary = Path.Combine(folder, $"{AbandonedTempFiles.Prefix(Path.GetFileName(path))}{Guid.NewGuid():N}{TempSuffix}");
            return new AtomicFile(path, temporary, TemporaryFile.Open(temporary), timings);
        }
        catch (Exception e) when (IsFileSystemError(e))
        {
            throw OwoxFileException.NotWritten(path, e);
        }
    }

    /// <summary>Completes the file and flushes it to disk.</summary>
    /// <exception cref="IOException">The file could not be written completely.</exception>
    public void Flush()
    {
        _flusher.Complete();
        _file.Flush(flushToDisk: true);
    }

    /// <summary>
    /// Closes the complete file under a name that no run deletes. Call it after all data has been written to <see cref="Stream"/>.
    /// Afterwards the file is deleted only by <see cref="Discard"/>.
    /// </summary>
    /// <exception cref="IOException">The file could not be written completely.</exception>
    public async Task SetAsideAsync()
    {
        Flush();
        _isComplete = true;
        await RenameAsync(KeptFile.Unverified).ConfigureAwait(false);
        _file.Dispose();
    }

    /// <summary>Renames the complete file to its final name.</summary>
    /// <param name="overwrite">Whether an existing file is replaced.</param>
    /// <param name="cancellationToken">Ends the wait for a file that is in use.</param>
    /// <exception cref="IOException">The name is in use. The file keeps its current name.</exception>
    /// <exception cref="UnauthorizedAccessException">The account lacks the permission. The file keeps its current name.</exception>
    public async Task ReplaceTargetAsync(bool overwrite, CancellationToken cancellationToken)
    {
        Warning = FilePermissions.Apply(CurrentPath, _path, _temporary + TempSuffix);
        await MoveAsync(_path, overwrite, _timings.FileBusyTimeout, cancellationToken).ConfigureAwait(false);
        _isComplete = true;
        _file.Dispose();
    }

    /// <summary>Renames a verified file that cannot replace the target to a name that states this.</summary>
    public Task KeepAsync() => RenameAsync(KeptFile.Verified);

    /// <summary>Deletes the complete file because its content is wrong.</summary>
    public void Discard()
    {
        _isComplete = false;
        Dispose();
    }

    public void Dispose()
    {
        if (IsWindows)
        {
            // Windows cannot delete an open file. On other systems a canceled export does not wait for the disk.
            _flusher.Dispose();
        }

        try
        {
            _file.Dispose();
        }
        catch (IOException)
        {
            // A full disk causes this error again; it has already been reported.
        }

        if (!_isComplete)
        {
            AbandonedTempFiles.Delete(CurrentPath);
        }
    }

    internal static bool IsFileSystemError(Exception e) =>
        e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException or System.Security.SecurityException;

    // If the folder does not allow another name, the file is not lost: it keeps its current name.
    private async Task RenameAsync(string suffix)
    {
        try
        {
            await MoveAsync(KeptFile.Name(_path, suffix), overwrite: false, _timings.FileRenameTimeout, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception e) when (IsFileSystemError(e))
        {
            // CurrentPath contains the current name.
        }
    }

    // Windows cannot move an open file. On other systems the file stays open until it has its new name, so no other run deletes it as
    // abandoned.
    private async Task MoveAsync(string path, bool overwrite, TimeSpan timeout, CancellationToken cancellationToken)
    {
        if (IsWindows)
        {
            _file.Dispose();
        }

        await FileMove.MoveAsync(CurrentPath, path, overwrite, timeout, _timings.FileBusyPollInterval, cancellationToken).ConfigureAwait(false);
        CurrentPath = path;
    }
}
