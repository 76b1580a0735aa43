using Owox.Conversion;
using Owox.Files.Formatting;
using Owox.Files.Options;
using Owox.Files.Streams;
using Owox.Queries;
using Owox.Redaction;
using Owox.Rows;
using Owox.Rows.Reading;

namespace Owox.Files.Typed;

/// <summary>Converts the values of each row to the types of their columns and passes them to the writer of a typed format.</summary>
internal sealed class TypedRowFormatter : IRowFormatter, IRowConsumer, IDisposable
{
    private readonly FormatterStream _stream;
    private readonly FileExportOptions _target;
    private readonly FormatInfo _info;
    private readonly bool _stops;
    private readonly List<string> _warnings = [];
    private ITypedFileWriter? _writer;
    private ParsingLineConsumer _lines;
    private ColumnCheck? _check;
    private ExpectedRows _rows = new(RowLayout.Unknown);
    private RowSchema? _shape;

    public TypedRowFormatter(BufferedByteWriter output, FileExportOptions target)
    {
        _stream = new FormatterStream(output);
        _target = target;
        _info = FormatInfo.Of(target.Format);
        _stops = target.StopsOnConversionError ?? _info.StopsOnConversionError;
        _lines = new ParsingLineConsumer(this, keepsJson: true);
    }

    public IReadOnlyList<string> Columns => _shape?.OriginalNames ?? [];

    public IEnumerable<string> Warnings =>
        _warnings.Concat(_writer?.Warnings ?? []).Select(static warning => ServerTextSanitizer.Sanitize(warning, [])!);

    public void Expect(ExpectedRows rows)
    {
        _rows = rows;
        if (_info.IsColumnTyped && rows.Types is null)
        {
            _warnings.Add($"'{_target.Path}': all columns are text, because their types are not known: {rows.WhyUntyped}.");
        }

        if (_info.IsColumnTyped && !_stops && rows.Types is { } types)
        {
            _check = new ColumnCheck(_target.TypedFormat!, rows, types);
        }
        else
        {
            UseTypes();
        }
    }

    public void Require(RowLayout layout)
    {
        // Rows cannot be appended to the file.
    }

    public void WriteStart()
    {
        // The columns are known with the first row.
    }

    public void OnLines(LineBuffer lines, ref long rows)
    {
        if (_check is null)
        {
            _lines.OnLines(lines, ref rows);
        }
        else
        {
            _check.OnLines(lines, ref rows);
        }
    }

    public void OnRow(RowSchema shape, object?[] values)
    {
        if (_shape is null)
        {
            _lines.FixColumns();
            Start(shape);
        }

        _writer!.WriteRow(values);
    }

    public void WriteEnd(IReadOnlyList<string>? columns)
    {
        if (_check is not null)
        {
            WriteChecked(_check);
        }

        if (_shape is null)
        {
            Start(new RowSchema(columns ?? _rows.Layout.Expected));
        }

        _writer!.Complete();
    }

    public void Dispose()
    {
        // If the export failed, the writer must not write the rest of the file.
        _stream.Discard();
        _writer?.Dispose();
        _check?.Dispose();
    }

    private void WriteChecked(ColumnCheck check)
    {
        if (check.Failed is { Count: > 0 } failed)
        {
            _warnings.Add($"'{_target.Path}': {(failed.Count == 1 ? "the column is text, because a value does" : "the columns are text, because values do")} not have its type: {string.Join(", ", failed.Select(static column => $"'{column}'"))}.");
            _rows = _rows with { Types = _rows.Types!.Without(failed) };
        }

        UseTypes();
        check.Replay(_lines);
    }

    private void UseTypes()
    {
        INumberColumns? typed = _rows.Types is { } types ? new TypeConvertingRowConsumer(this, types, _stops ? RowConversion.AllOrError : RowConversion.All) : null;

        // A number of a column of text keeps all digits.
        _lines = new ParsingLineConsumer(typed as IRowConsumer ?? this, _rows.Layout, keepsJson: true)
        {
            Numbers = column => (_rows.Types?.GetKind(column) ?? ColumnKind.Unknown) is ColumnKind.Unknown or ColumnKind.Text or ColumnKind.Json ? NumberKind.Exact : typed!.KindOf(column),
        };
    }

    private void Start(RowSchema shape)
    {
        _shape = shape;
        _writer = _target.TypedFormat!.Create(
            _stream,
            new TypedFile(_target.Path, _target.Title) { Compression = _target.ParquetCompression, DataMartId = _rows.DataMartId, ReportId = _rows.ReportId, RunId = _rows.RunId });
        _writer.Start(TypedColumns.Of(shape, _rows.Types));
    }
}

/// <summary>Describes columns for a typed format.</summary>
internal static class TypedColumns
{
    public static IReadOnlyList<TypedColumn> Of(RowSchema shape, ColumnTypes? types) =>
        [.. shape.OriginalNames.Zip(shape.Columns, (name, unique) => new TypedColumn(name, unique, types?.GetType(name), types?.GetKind(name) ?? ColumnKind.Unknown))];
}
