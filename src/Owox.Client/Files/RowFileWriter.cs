using System.IO.Compression;
using Owox.Files.Append;
using Owox.Files.Atomic;
using Owox.Files.Csv;
using Owox.Files.Formatting;
using Owox.Files.Json;
using Owox.Files.Streams;
using Owox.Files.Typed;
using Owox.Http.Options;
using Owox.Queries;
using Owox.Rows.Reading;

namespace Owox.Files;

/// <summary>Writes a file of rows.</summary>
internal sealed class RowFileWriter : ILineBlockConsumer, IDisposable
{
    private readonly FileExportOptions _target;
    private readonly AtomicFile _file;
    private readonly HashingStream _hashed;
    private readonly BackgroundWriteStream _behind;
    private readonly GZipStream? _gzip;
    private readonly BufferedByteWriter _buffer;
    private readonly IRowFormatter _formatter;
    private readonly FileStamp? _before;

    public RowFileWriter(FileExportOptions target, ClientTimings timings)
    {
        ExistingFileCheck.RequireReplaceable(target);
        _target = target;
        _file = AtomicFile.Create(target.Path, timings);
        _hashed = new HashingStream(_file.Stream);
        try
        {
            var existing = target.Append && File.Exists(target.Path) ? AppendSource.CopyTo(_hashed, target) : null;
            ExistingFileCheck.RequireState(target, existing);
            _before = existing?.Stamp;
            HasRows = existing?.FirstLine is not null;
            _behind = new BackgroundWriteStream(_hashed);
            _gzip = target.Compress ? new GZipStream(_behind, CompressionLevel.Fastest, leaveOpen: true) : null;
            _buffer = _gzip is null ? new BufferedByteWriter(_behind) : new BufferedByteWriter(_gzip);
            _formatter = Formatter(target, existing);
            _formatter.WriteStart();
        }
        catch (Exception e)
        {
            _behind?.Dispose();
            _file.Dispose();
            throw AtomicFile.IsFileSystemError(e) ? OwoxFileException.NotWritten(target.Path, e) : e;
        }
    }

    public IReadOnlyList<string> Columns => _formatter.Columns;

    public long Bytes { get; private set; }

    public string Sha256 { get; private set; } = "";

    /// <summary>Whether the file already contains rows. New rows must then have the same columns.</summary>
    public bool HasRows { get; }

    /// <inheritdoc cref="IRowFormatter.Require" />
    public void Require(RowLayout layout) => _formatter.Require(layout);

    /// <inheritdoc cref="IRowFormatter.Expect" />
    public void Expect(ExpectedRows rows) => _formatter.Expect(rows);

    public void OnLines(LineBuffer lines, ref long rows)
    {
        try
        {
            _formatter.OnLines(lines, ref rows);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw OwoxFileException.NotWritten(_target.Path, e);
        }
    }

    /// <summary>Writes bytes unchanged; they do not count as rows.</summary>
    public void WriteBytes(byte[] bytes, int count)
    {
        try
        {
            _buffer.Write(bytes.AsSpan(0, count));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw OwoxFileException.NotWritten(_target.Path, e);
        }
    }

    /// <summary>The current path of the file.</summary>
    public string CurrentPath => _file.CurrentPath;

    /// <summary>Warnings about the file.</summary>
    public IReadOnlyList<string> Warnings =>
        [.. _file.Warning is { } warning ? [warning] : Array.Empty<string>(), .. _formatter.Warnings, .. ColumnNames.Warnings(_target.Path, Columns)];

    /// <summary>Completes the file after the last row and closes it under a name that no run deletes.</summary>
    /// <param name="columns">The columns from the server's record of the run, for a file without rows, or null if they are unknown.</param>
    /// <exception cref="OwoxFileException">The file could not be written completely.</exception>
    public async Task CompleteAsync(IReadOnlyList<string>? columns)
    {
        try
        {
            _formatter.WriteEnd(columns);
            _buffer.Flush();
            if (_gzip is not null)
            {
                _gzip.Dispose();
                WriteEmptyGzip();
            }

            _behind.Complete();
            Bytes = _hashed.Length;
            Sha256 = _hashed.GetHashHex();
            await _file.SetAsideAsync().ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw OwoxFileException.NotWritten(_target.Path, e);
        }
    }

    /// <summary>Replaces the target with the complete and verified file.</summary>
    /// <param name="cancellationToken">Ends the wait for a file that is in use. The complete file is kept.</param>
    /// <exception cref="OwoxFileException">The target is in use. The complete file is kept under another name.</exception>
    public async Task ReplaceTargetAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (ExistingFileCheck.Problem(_target) is var (problem, _))
            {
                throw new IOException(problem);
            }

            if (_target.Append && FileStamp.FromFile(_target.Path) != _before)
            {
                // The copy does not contain rows that another run or program has written since.
                await _file.KeepAsync().ConfigureAwait(false);
                throw OwoxFileException.NotReplaced(
                    _target.Path,
                    _file.CurrentPath,
                    new IOException("another program changed it during the export, and its changes are not in the new file"),
                    "it contains the old content and then the new rows. Append these rows to the original file, or export again");
            }

            await _file.ReplaceTargetAsync(overwrite: !_target.NoClobber, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            await _file.KeepAsync().ConfigureAwait(false);
            throw;
        }
        catch (Exception e) when (AtomicFile.IsFileSystemError(e))
        {
            await _file.KeepAsync().ConfigureAwait(false);
            throw OwoxFileException.NotReplaced(_target.Path, _file.CurrentPath, e);
        }
    }

    /// <summary>Deletes the complete file because its content is wrong.</summary>
    public void Discard() => _file.Discard();

    // The compressor writes nothing for empty input, and an empty file is not a valid gzip file.
    private void WriteEmptyGzip()
    {
        if (_buffer.Written == 0 && _hashed.Length == 0)
        {
            _behind.Write([0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0], 0, 20);
        }
    }

    public void Dispose()
    {
        (_formatter as IDisposable)?.Dispose();
        _behind.Dispose();
        _file.Dispose();
        _hashed.Dispose();
    }

    private IRowFormatter Formatter(FileExportOptions target, AppendSource? existing) => target.Format switch
    {
        RowFileFormat.Csv => new CsvFormatter(_buffer, target, existing?.FirstLine) { ExistingLines = existing?.Lines ?? 0 },
        RowFileFormat.Json => new JsonFormatter(_buffer),
        _ when target.TypedFormat is not null => new TypedRowFormatter(_buffer, target),
        _ => new NdjsonFormatter(_buffer, target, existing?.FirstLine),
    };
}
