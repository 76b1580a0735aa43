using System.Diagnostics;
using Owox.Files.Atomic;
using Owox.Http.Options;

namespace Owox.PowerShell.Quality;

/// <summary>Allows only one process at a time to update a baseline, so that none loses the data marts that another one added.</summary>
internal static class BaselineLock
{
    /// <summary>Waits until no other process has the lock.</summary>
    /// <exception cref="OwoxFileException">Another process has the lock, or the folder cannot be written.</exception>
    public static async Task<LockFile> TakeAsync(string path, ClientTimings timings, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                return LockFile.Open(path + LockFile.Extension);
            }
            catch (IOException) when (watch.Elapsed < timings.FileBusyTimeout && Directory.Exists(Path.GetDirectoryName(path)))
            {
                await Task.Delay(timings.FileBusyPollInterval, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception e) when (AtomicFile.IsFileSystemError(e))
            {
                throw OwoxFileException.NotWritten(path, e);
            }
        }
    }
}
