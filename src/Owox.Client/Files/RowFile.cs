using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using Owox.Streaming;

namespace Owox.Files;

/// <summary>A file of rows in the making.</summary>
internal sealed class RowFile : ILineSink, IDisposable
{
    private readonly ExportTarget _target;
    private readonly TargetFile _file;
    private readonly HashingStream _hashed;
    private readonly BackgroundStream _behind;
    private readonly Stream _top;
    private readonly FileBuffer _buffer;
    private readonly IRowFormatter _formatter;

    public RowFile(ExportTarget target)
    {
        Refuse(target);
        _target = target;
        _file = TargetFile.Create(target.Path);
        _hashed = new HashingStream(_file);
        try
        {
            var existing = target.Append && File.Exists(target.Path) ? ExistingFile.CopyTo(_hashed, target) : null;
            _behind = new BackgroundStream(_hashed);
            _top = target.Compress ? new GZipStream(_behind, CompressionLevel.Fastest, leaveOpen: true) : _behind;
            _buffer = new FileBuffer(_top);
            _formatter = Formatter(target, existing);
            _formatter.Begin();
        }
        catch (Exception e)
        {
            _behind?.Dispose();
            _file.Dispose();
            throw TargetFile.IsFileFault(e) ? OwoxFileException.NotWritten(target.Path, e) : e;
        }
    }

    public IReadOnlyList<string> Columns => _formatter.Columns;

    public long Bytes { get; private set; }

    public string Sha256 { get; private set; } = "";

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

    /// <summary>Writes what is missing and puts the file in place. Call it once the rows are known to be all.</summary>
    public void Finish(IReadOnlyList<string>? columns)
    {
        try
        {
            _formatter.End(columns);
            _buffer.Flush();
            if (_target.Compress)
            {
                _top.Dispose();
                WriteEmptyGzip();
            }

            _behind.Complete();
            Bytes = _hashed.Length;
            Sha256 = _hashed.Digest();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw OwoxFileException.NotWritten(_target.Path, e);
        }

        Refuse(_target);
        _file.PutInPlace();
    }

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

    private static void Refuse(ExportTarget target)
    {
        if (!File.Exists(target.Path))
        {
            return;
        }

        if (target.NoClobber)
        {
            throw new OwoxFileException(
                ErrorReason.PathExists, $"The file '{target.Path}' is there already, and -NoClobber keeps it. Choose another path.", target.Path);
        }

        if (File.GetAttributes(target.Path).HasFlag(FileAttributes.ReadOnly) && !target.Force)
        {
            throw new OwoxFileException(
                ErrorReason.PathExists, $"The file '{target.Path}' is there already and is read-only. Replace it all the same with -Force.", target.Path);
        }
    }

    private IRowFormatter Formatter(ExportTarget target, ExistingFile? existing) => target.Format switch
    {
        RowFileFormat.Csv => new CsvFormatter(_buffer, target, existing?.FirstLine),
        RowFileFormat.Json => new JsonFormatter(_buffer),
        _ => new NdjsonFormatter(_buffer, target, existing?.FirstLine),
    };
}
