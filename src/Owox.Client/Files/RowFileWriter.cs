using System.IO.Compression;
using Owox.Files.Append;
using Owox.Files.Atomic;
using Owox.Files.Csv;
using Owox.Files.Formatting;
using Owox.Files.Json;
using Owox.Files.Streams;
using Owox.Http.Options;
using Owox.Queries;
using Owox.Rows.Reading;

namespace Owox.Files;

/// <summary>A file of rows that is being written.</summary>
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

    /// <summary>Whether rows are added to rows of before, whose columns must be the same.</summary>
    public bool HasRows { get; }

    /// <inheritdoc cref="IRowFormatter.Require" />
    public void Require(RowLayout layout) => _formatter.Require(layout);

    /// <summary>Tells which columns the rows have; before the first row. Without it, rows are written as they were sent.</summary>
    /// <param name="layout">The columns.</param>
    /// <param name="types">Their types; null if they are not known.</param>
    public void Expect(RowLayout layout, ColumnTypes? types = null)
    {
        _formatter.Expect(layout);
        (_formatter as CsvFormatter)?.ExpectTypes(types);
    }

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

    /// <summary>Writes bytes that are no rows, as they are.</summary>
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

    /// <summary>Where the file is now.</summary>
    public string CurrentPath => _file.CurrentPath;

    /// <summary>What the user should know of the file in place.</summary>
    public IReadOnlyList<string> Warnings =>
        [.. new[] { _file.Warning, (_formatter as CsvFormatter)?.Warning }.OfType<string>(), .. ColumnNames.Warnings(Columns)];

    /// <summary>Writes what is missing and closes the file under a name that no run deletes. The rows are all there is to come.</summary>
    /// <param name="columns">The columns by the server's record, for a file without rows; null where they are not known.</param>
    /// <exception cref="OwoxFileException">The disk did not take all of it.</exception>
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

    /// <summary>Puts the complete and verified file in place.</summary>
    /// <param name="cancellationToken">Ends the wait for a file that is in use; the complete file stays.</param>
    /// <exception cref="OwoxFileException">The name is in use. The complete file stays under another name.</exception>
    public async Task PutInPlaceAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (ExistingFileCheck.Problem(_target) is { } problem)
            {
                throw new IOException(problem);
            }

            if (_target.Append && FileStamp.FromFile(_target.Path) != _before)
            {
                // Rows of another run, or what another program wrote, are not in the copy.
                await _file.KeepAsync().ConfigureAwait(false);
                throw OwoxFileException.NotReplaced(
                    _target.Path,
                    _file.CurrentPath,
                    new IOException("another program changed it while the rows came, and its changes are not in the new file"),
                    "it has the old content and then the new rows, so add these to the file, or export again");
            }

            await _file.PutInPlaceAsync(overwrite: !_target.NoClobber, cancellationToken).ConfigureAwait(false);
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

    /// <summary>Deletes the complete file, which turned out to be wrong.</summary>
    public void Discard() => _file.Discard();

    // The compressor writes nothing where it was given nothing, and a file of no bytes is no gzip file.
    private void WriteEmptyGzip()
    {
        if (_buffer.Written == 0 && _hashed.Length == 0)
        {
            _behind.Write([0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0], 0, 20);
        }
    }

    public void Dispose()
    {
        _behind.Dispose();
        _file.Dispose();
        _hashed.Dispose();
    }

    private IRowFormatter Formatter(FileExportOptions target, AppendSource? existing) => target.Format switch
    {
        RowFileFormat.Csv => new CsvFormatter(_buffer, target, existing?.FirstLine) { ExistingLines = existing?.Lines ?? 0 },
        RowFileFormat.Json => new JsonFormatter(_buffer),
        _ => new NdjsonFormatter(_buffer, target, existing?.FirstLine),
    };
}
