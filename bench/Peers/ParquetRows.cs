using System.Management.Automation;
using Parquet;
using Parquet.Schema;
using Parquet.Serialization;

namespace Owox.Bench.Peers;

/// <summary>Writes objects to a Parquet file row by row, as modules for PowerShell do: each object becomes a dictionary.</summary>
/// <param name="path">The file.</param>
public sealed class ParquetRows(string path)
{
    private const int GroupRows = 100_000;

    private readonly List<IDictionary<string, object?>> _rows = [];

    /// <summary>Adds an object.</summary>
    public void Add(PSObject row) => _rows.Add(row.Properties.ToDictionary(static property => property.Name, static object? (property) => property.Value, StringComparer.Ordinal));

    /// <summary>Writes the file.</summary>
    public void Save()
    {
        var schema = new ParquetSchema(_rows[0].Select(static pair => new DataField(pair.Key, pair.Value?.GetType() ?? typeof(string), isNullable: true)));
        using var file = File.Create(path);
        ParquetSerializer.SerializeUntypedAsync(_rows, schema, file, new ParquetOptions { CompressionMethod = CompressionMethod.Zstd, RowGroupSize = GroupRows }).GetAwaiter().GetResult();
    }
}
