using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Owox.Streaming;

namespace Owox.Files;

/// <summary>Writes CSV straight from the JSON bytes: no value becomes an object on the way.</summary>
internal sealed class CsvFormatter : IRowFormatter
{
    private readonly FileBuffer _output;
    private readonly ExportTarget _target;
    private readonly CsvOptions _options;
    private readonly CsvField _field;
    private readonly byte[] _delimiter;
    private readonly byte[] _newline;
    private readonly byte[]? _existingHeader;
    private readonly RowCheck _names = new();
    private RowShape? _shape;

    /// <summary>Prepares to write.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="target">How.</param>
    /// <param name="existingHeader">The first line of the file that rows are added to; null for a new file.</param>
    public CsvFormatter(FileBuffer output, ExportTarget target, byte[]? existingHeader)
    {
        _output = output;
        _target = target;
        _options = target.Csv;
        _existingHeader = existingHeader;
        _delimiter = Encoding.UTF8.GetBytes([_options.Delimiter]);
        _field = new CsvField(output, _options);

        // A file whose lines end otherwise goes on as it began.
        _newline = existingHeader is null || existingHeader.AsSpan().EndsWith("\r\n"u8) ? [(byte)'\r', (byte)'\n'] : [(byte)'\n'];
    }

    public IReadOnlyList<string> Columns => _shape?.Sent ?? [];

    public void Begin()
    {
        if (_options.ByteOrderMark && _existingHeader is null)
        {
            _output.Write([0xEF, 0xBB, 0xBF]);
        }
    }

    [MethodImpl(Compiled.AtOnce)]
    public void OnLines(LineBuffer lines, ref long rows)
    {
        while (true)
        {
            var length = TryWriteFirst(lines.Whole);
            if (length > 0)
            {
                lines.Skip(length);
            }
            else if (lines.TryRead(out var line))
            {
                WriteLine(line);
            }
            else
            {
                return;
            }

            rows++;
        }
    }

    public void End(IReadOnlyList<string>? columns)
    {
        if (_shape is null && columns is not null)
        {
            WriteHeader(columns);
        }
    }

    private void WriteLine(ReadOnlySpan<byte> line)
    {
        if (_shape is null)
        {
            _names.Check(line);
            WriteHeader(_names.Columns);
        }

        RowCheck.RequireText(line);
        try
        {
            WriteRow(line);
        }
        catch (JsonException e)
        {
            throw new FormatException($"it is not JSON (at byte {e.BytePositionInLine})", e);
        }
        catch (InvalidOperationException e)
        {
            throw new FormatException("it holds text that is not UTF-8", e);
        }
    }

    private void WriteHeader(IReadOnlyList<string> columns)
    {
        _shape = new RowShape(columns.ToArray());
        if (columns.Count == 1)
        {
            _field.IsAlone();
        }

        var header = Header(columns);
        if (_existingHeader is null)
        {
            _output.Write(header);
        }
        else if (!CsvHeader.Read(_existingHeader, _options.Delimiter).SequenceEqual(CsvHeader.Read(header, _options.Delimiter), StringComparer.Ordinal))
        {
            throw ExistingFile.CannotAppend(_target.Path, "its columns, or its delimiter, are not those of the rows");
        }
    }

    private byte[] Header(IReadOnlyList<string> columns)
    {
        using var bytes = new MemoryStream();
        var line = new FileBuffer(bytes);
        var field = new CsvField(line, _options);
        for (var i = 0; i < columns.Count; i++)
        {
            if (i > 0)
            {
                line.Write(_delimiter);
            }

            field.WriteGuarded(Encoding.UTF8.GetBytes(columns[i]));
        }

        line.Write("\r\n"u8);
        line.Flush();
        return bytes.ToArray();
    }

    private void WriteRow(ReadOnlySpan<byte> line)
    {
        var reader = new Utf8JsonReader(line);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            throw new FormatException("it is JSON, but no object");
        }

        var names = _shape!.Encoded;
        var i = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (i == names.Length || !reader.ValueTextEquals(names[i]))
            {
                throw new FormatException("its columns are not those of the first row, so it does not fit under the header");
            }

            if (i++ > 0)
            {
                _output.Write(_delimiter);
            }

            reader.Read();
            _field.Write(ref reader, line);
        }

        reader.Read();
        if (i != names.Length)
        {
            throw new FormatException("it lacks columns that the first row has, so it does not fit under the header");
        }

        _output.Write(_newline);
    }

    // The length of the first line with its newline; zero when it is not laid out like the first of all.
    [MethodImpl(Compiled.AtOnce)]
    private int TryWriteFirst(ReadOnlySpan<byte> lines)
    {
        var length = _names.CheckFirst(lines);
        if (length > 0)
        {
            var slices = _names.Template!.Values;
            for (var i = 0; i < slices.Length; i++)
            {
                if (i > 0)
                {
                    _output.Write(_delimiter);
                }

                _field.Write(slices[i], lines);
            }

            _output.Write(_newline);
        }

        return length;
    }
}
