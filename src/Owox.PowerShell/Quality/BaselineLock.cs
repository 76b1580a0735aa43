using System.Diagnostics;
using Owox.Files.Atomic;
using Owox.Http.Options;

namespace Owox.PowerShell.Quality;

/// <summary>Allows only one process at a time to update a baseline, so that none loses the data marts that another one added.</summary>
internal sealed class BaselineLock : IDisposable
{
    private readonly FileStream _held;

    private BaselineLock(FileStream held) => _held = held;

    /// <summary>Waits until no other process has the lock.</summary>
    /// <exception cref="OwoxFileException">Another process has the lock, or the folder cannot be written.</exception>
    public static async Task<BaselineLock> TakeAsync(string path, ClientTimings timings, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                return new BaselineLock(new FileStream(path + ".owox-lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose));
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

    public void Dispose() => _held.Dispose();
}
