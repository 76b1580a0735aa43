using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Owox.Files.Formatting;
using Owox.Files.Streams;
using Owox.Queries;
using Owox.Rows.Parsing;
using Owox.Rows.Reading;

namespace Owox.Files.Csv;

/// <summary>Converts rows from JSON to CSV directly, without creating objects for the values.</summary>
internal sealed class CsvFormatter : IRowFormatter
{
    private readonly BufferedByteWriter _output;
    private readonly FileExportOptions _target;
    private readonly CsvOptions _options;
    private readonly CsvFieldWriter _field;
    private readonly byte[] _delimiter;
    private readonly byte[] _newline;
    private readonly CsvHeader _header;
    private readonly ExcelValues? _excel;
    private ColumnTypes? _types;
    private long _rows;
    private RowLayout _layout = RowLayout.Unknown;
    private RowValidator _check = new(RowLayout.Unknown);
    private bool _hasHeader;

    /// <summary>Initializes the formatter.</summary>
    /// <param name="output">Receives the bytes.</param>
    /// <param name="target">The options of the file.</param>
    /// <param name="existingHeader">The first line of the file to which rows are appended; null for a new file.</param>
    public CsvFormatter(BufferedByteWriter output, FileExportOptions target, byte[]? existingHeader)
    {
        _output = output;
        _target = target;
        _options = target.Csv;
        _header = new CsvHeader(target, existingHeader);
        _newline = _header.Newline;
        _delimiter = Encoding.UTF8.GetBytes([_options.Delimiter]);
        _field = new CsvFieldWriter(output, _options);
        _excel = _options.IsForExcel ? new ExcelValues(_field, _options.DecimalSeparator) : null;
    }

    public IReadOnlyList<string> Columns => _check.Columns;

    /// <summary>The number of lines that the file already has.</summary>
    public long ExistingLines { get; init; }

    /// <summary>A warning about values that Excel changes in a file for Excel.</summary>
    public IEnumerable<string> Warnings => _excel?.Warning(_target.Path, _rows + (_header.Exists ? ExistingLines : 1)) is { } warning ? [warning] : [];

    public void Expect(ExpectedRows rows)
    {
        _types = rows.Types;
        _layout = rows.Layout;
        _check = new RowValidator(rows.Layout);
    }

    public void Require(RowLayout layout) => _header.Require(layout);

    public void WriteStart()
    {
        if (_options.ByteOrderMark && !_header.Exists)
        {
            _output.Write([0xEF, 0xBB, 0xBF]);
        }
    }

    [MethodImpl(Compiled.AggressiveOptimization)]
    public void OnLines(LineBuffer lines, ref long rows)
    {
        while (true)
        {
            var length = TryWriteFirst(lines.CompleteLines);
            if (length > 0)
            {
                lines.Consume(length);
            }
            else if (lines.TryReadRow(rows, out var line))
            {
                WriteLine(line);
            }
            else
            {
                _rows = rows;
                return;
            }

            rows++;
        }
    }

    public void WriteEnd(IReadOnlyList<string>? columns)
    {
        // The columns come from the query and the schema if the server's record of the run has none.
        columns ??= _layout.Expected;
        if (!_hasHeader && columns.Count > 0)
        {
            WriteHeader(columns);
        }
    }

    private void WriteLine(ReadOnlySpan<byte> line)
    {
        _check.Check(line);
        if (!_hasHeader)
        {
            WriteHeader(_check.Columns);
            _check.Fix();
        }

        for (var i = 0; i < _check.Columns.Count; i++)
        {
            Separate(i);
            WriteValue(i, _check.ValueOf(i, line));
        }

        _output.Write(_newline);
    }

    private void WriteHeader(IReadOnlyList<string> columns)
    {
        _hasHeader = true;
        _excel?.Begin(columns, _types);
        if (columns.Count == 1)
        {
            _field.UseSingleColumnMode();
        }

        _header.Write(_output, columns);
    }

    private void WriteValue(int column, ReadOnlySpan<byte> json)
    {
        if (json.IsEmpty)
        {
            _field.WriteNull();
            return;
        }

        var reader = new Utf8JsonReader(json);
        reader.Read();
        if (_excel is null)
        {
            _field.Write(ref reader, json);
        }
        else
        {
            _excel.Write(column, ref reader, json);
        }
    }

    // Returns the length of the first line with its newline; zero if its layout is not the known one.
    [MethodImpl(Compiled.AggressiveOptimization)]
    private int TryWriteFirst(ReadOnlySpan<byte> lines)
    {
        // Values for Excel are checked individually.
        var length = _excel is null ? _check.CheckFirst(lines) : 0;
        if (length > 0)
        {
            var (values, slices) = (_check.Variant.Template.Values, _check.Variant.Slices);
            for (var i = 0; i < slices.Length; i++)
            {
                if (i > 0)
                {
                    _output.Write(_delimiter);
                }

                if (slices[i] < 0)
                {
                    _field.WriteNull();
                }
                else
                {
                    _field.Write(values[slices[i]], lines);
                }
            }

            _output.Write(_newline);
        }

        return length;
    }

    private void Separate(int column)
    {
        if (column > 0)
        {
            _output.Write(_delimiter);
        }
    }
}
