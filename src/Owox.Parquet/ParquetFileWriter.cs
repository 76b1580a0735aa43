using System.IO.Compression;
using System.Reflection;
using System.Text.Json;
using Owox.Parquet.Columns;
using Parquet;
using Parquet.Schema;

namespace Owox.Parquet;

/// <summary>
/// Collects the values of each column and writes them as a row group when they have a certain size. A row group is compressed on another
/// thread while the values of the next one are collected.
/// </summary>
internal sealed class ParquetFileWriter(Stream output, TypedFile file) : ITypedFileWriter
{
    // Two row groups are in memory. Engines read files in parallel by row group.
    private const long MaxGroupBytes = 16 * 1024 * 1024;
    private const int MaxGroupRows = 1_000_000;

    private ParquetColumn[] _columns = [];
    private ParquetWriter? _writer;
    private Task _writing = Task.CompletedTask;
    private long _row;
    private int _groupRows;
    private long _groupBytes;

    public IEnumerable<string> Warnings => [];

    public void Start(IReadOnlyList<TypedColumn> columns)
    {
        _columns = [.. columns.Select(ParquetColumn.Create)];
        var options = new ParquetOptions
        {
            CompressionMethod = file.Compression switch
            {
                ParquetCompression.Snappy => CompressionMethod.Snappy,
                ParquetCompression.Gzip => CompressionMethod.Gzip,
                ParquetCompression.None => CompressionMethod.None,
                _ => CompressionMethod.Zstd,
            },
            CompressionLevel = CompressionLevel.Fastest,
        };
        _writer = Run(ParquetWriter.CreateAsync(new ParquetSchema(_columns.Select(static column => column.Field)), output, options));
        _writer.CustomMetadata = Metadata(columns);
    }

    public void WriteRow(object?[] values)
    {
        _row++;
        for (var i = 0; i < _columns.Length; i++)
        {
            var bytes = _columns[i].Add(values[i]);
            if (bytes < 0)
            {
                throw new OwoxConversionException(_row, _columns[i].Source.Name, $"the value is not a valid {_columns[i].Description}", ErrorOption.Typed);
            }

            _groupBytes += bytes;
        }

        if (++_groupRows == MaxGroupRows || _groupBytes >= MaxGroupBytes)
        {
            StartGroup();
        }
    }

    public void Complete()
    {
        if (_groupRows > 0)
        {
            StartGroup();
        }

        Wait();
        Footer.Correct(_writer!, _columns);
        Run(_writer!.DisposeAsync().AsTask());
    }

    public void Dispose()
    {
        try
        {
            Wait();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The error of a full disk has already been reported.
        }
    }

    private void StartGroup()
    {
        Wait();
        foreach (var column in _columns)
        {
            column.Swap();
        }

        _groupRows = 0;
        _groupBytes = 0;
        _writing = Task.Run(WriteGroupAsync);
    }

    private async Task WriteGroupAsync()
    {
        using var group = _writer!.CreateRowGroup();
        foreach (var column in _columns)
        {
            await column.WriteAsync(group).ConfigureAwait(false);
        }

        group.CompleteValidate();
    }

    private void Wait()
    {
        var writing = _writing;
        _writing = Task.CompletedTask;
        Run(writing);
    }

    private Dictionary<string, string> Metadata(IReadOnlyList<TypedColumn> columns)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["owox.dataMartId"] = file.DataMartId,
            ["owox.columns"] = JsonSerializer.Serialize(columns.Select(static column => column.Name)),
            ["owox.version"] = typeof(ITypedFileFormat).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion,
        };
        AddIfKnown("owox.reportId", file.ReportId);
        AddIfKnown("owox.runId", file.RunId);
        return values;

        void AddIfKnown(string key, string? value)
        {
            if (value is not null)
            {
                values[key] = value;
            }
        }
    }

    private static void Run(Task task) => task.GetAwaiter().GetResult();

    private static T Run<T>(Task<T> task) => task.GetAwaiter().GetResult();
}
