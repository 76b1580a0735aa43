using Owox.Http.Options;

namespace Owox.Files.Atomic;

/// <summary>
/// A file that gets its name only when it is complete. Until then it grows next to the target under a temporary name that only
/// this account can read; the file that has the name stays as it is.
/// </summary>
internal sealed class AtomicFile : IDisposable
{
    /// <summary>The suffix of temporary files, by which the next run knows those of a killed one.</summary>
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

    /// <summary>What is written to the file.</summary>
    public Stream Stream { get; }

    /// <summary>Where the file is now.</summary>
    public string CurrentPath { get; private set; }

    /// <summary>What could not be done to the file in place, although it is complete; null if nothing.</summary>
    public string? Warning { get; private set; }

    /// <summary>Begins a file, and removes temporary files that a killed run left of the same target.</summary>
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

    /// <summary>Ends the writing: the disk has all of it.</summary>
    /// <exception cref="IOException">The disk did not take all of it.</exception>
    public void Flush()
    {
        _flusher.Complete();
        _file.Flush(flushToDisk: true);
    }

    /// <summary>
    /// Closes the complete file under a name that no run deletes. Everything must have been written to <see cref="Stream"/>.
    /// From here on, the file is only deleted by <see cref="Discard"/>.
    /// </summary>
    /// <exception cref="IOException">The disk did not take all of it.</exception>
    public async Task SetAsideAsync()
    {
        Flush();
        _isComplete = true;
        await RenameAsync(KeptFile.Unverified).ConfigureAwait(false);
        _file.Dispose();
    }

    /// <summary>Gives the complete file its name.</summary>
    /// <param name="overwrite">Whether a file of that name is replaced.</param>
    /// <param name="cancellationToken">Ends the wait for a file that is in use.</param>
    /// <exception cref="IOException">The name is in use. The file is where it was.</exception>
    /// <exception cref="UnauthorizedAccessException">The account may not do it. The file is where it was.</exception>
    public async Task PutInPlaceAsync(bool overwrite, CancellationToken cancellationToken)
    {
        Warning = FilePermissions.Apply(CurrentPath, _path, _temporary + TempSuffix);
        await MoveAsync(_path, overwrite, _timings.FileBusyTimeout, cancellationToken).ConfigureAwait(false);
        _isComplete = true;
        _file.Dispose();
    }

    /// <summary>Gives a verified file that was set aside and cannot be put in place a name that says so.</summary>
    public Task KeepAsync() => RenameAsync(KeptFile.Verified);

    /// <summary>Deletes the complete file, which turned out to be wrong.</summary>
    public void Discard()
    {
        _isComplete = false;
        Dispose();
    }

    public void Dispose()
    {
        if (IsWindows)
        {
            // Windows cannot delete an open file. On other systems a cancelled export does not wait for the disk.
            _flusher.Dispose();
        }

        try
        {
            _file.Dispose();
        }
        catch (IOException)
        {
            // A full disk is reported again here; it was reported before.
        }

        if (!_isComplete)
        {
            AbandonedTempFiles.Delete(CurrentPath);
        }
    }

    internal static bool IsFileSystemError(Exception e) =>
        e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException or System.Security.SecurityException;

    // A folder that allows no new name any more is no reason to lose the file: it keeps the name that it has.
    private async Task RenameAsync(string suffix)
    {
        try
        {
            await MoveAsync(KeptFile.Name(_path, suffix), overwrite: false, _timings.FileRenameTimeout, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception e) when (IsFileSystemError(e))
        {
            // CurrentPath says where it is.
        }
    }

    // Windows moves no file that is open. Elsewhere it is held until it has its new name: no other run may take it for a leftover.
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
