using Owox.Files;
using Owox.Files.Atomic;
using Owox.Http.Options;

namespace Owox.PowerShell.Quality;

/// <summary>The file with the results. It is opened before the first check, because a check can be billed.</summary>
internal sealed class ResultFile : IDisposable
{
    private readonly string _path;
    private readonly AtomicFile _file;

    /// <exception cref="OwoxFileException">The file cannot be written, or an existing file is read-only.</exception>
    public ResultFile(string path)
    {
        ExistingFileCheck.RequireWritable(path);
        _path = path;
        _file = AtomicFile.Create(path, ClientTimings.Current);
    }

    /// <summary>Writes the results and replaces an existing file.</summary>
    /// <exception cref="OwoxFileException">The file was not written; an existing file is unchanged.</exception>
    public async Task WriteAsync(IReadOnlyCollection<OwoxDataMartTest> tests, CancellationToken cancellationToken)
    {
        try
        {
            JUnitReport.Write(_file.Stream, tests);
            _file.Flush();
            await _file.ReplaceTargetAsync(overwrite: true, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (AtomicFile.IsFileSystemError(e))
        {
            throw OwoxFileException.NotWritten(_path, e);
        }
    }

    public void Dispose() => _file.Dispose();
}
