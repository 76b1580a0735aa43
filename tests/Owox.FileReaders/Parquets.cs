using Parquet;
using Parquet.Serialization;

namespace Owox.FileReaders;

/// <summary>A Parquet file as DuckDB and Parquet.Net read it.</summary>
/// <param name="Columns">The name, the type, the logical type, and the type of DuckDB of each column.</param>
/// <param name="Metadata">The key-value metadata.</param>
/// <param name="RowGroups">The number of row groups.</param>
/// <param name="Compression">The compression of the columns.</param>
/// <param name="DuckDb">The values as DuckDB reads them, as text.</param>
/// <param name="ParquetNet">The values as Parquet.Net reads them, in the form in which DuckDB writes them as text.</param>
internal sealed record Parquets(
    IReadOnlyList<string?[]> Columns, IReadOnlyDictionary<string, string> Metadata, int RowGroups, IReadOnlyList<string?> Compression,
    IReadOnlyList<string?[]> DuckDb, IReadOnlyList<string?[]> ParquetNet)
{
    public static bool IsParquet(string path)
    {
        using var file = File.OpenRead(path);
        var magic = new byte[4];
        return file.Read(magic) == magic.Length && "PAR1"u8.SequenceEqual(magic);
    }

    public static async Task<Parquets> ReadAsync(string path)
    {
        var quoted = $"'{path.Replace("'", "''", StringComparison.Ordinal)}'";
        var types = Duck.Query($"SELECT column_type FROM (DESCRIBE SELECT * FROM read_parquet({quoted}))");
        var schema = Duck.Query($"SELECT name, type, logical_type FROM parquet_schema({quoted}) OFFSET 1");
        await using var reader = await ParquetReader.CreateAsync(path);
        await using var file = File.OpenRead(path);
        var rows = (await ParquetSerializer.DeserializeUntypedAsync(file)).Data;
        return new Parquets(
            [.. schema.Zip(types, static (column, type) => (string?[])[.. column, type[0]])],
            reader.CustomMetadata,
            reader.RowGroupCount,
            [.. Duck.Query($"SELECT DISTINCT compression FROM parquet_metadata({quoted})").Select(static row => row[0])],
            Duck.Query($"FROM read_parquet({quoted})"),
            [.. rows.Select(row => schema.Zip(types, (column, type) => ParquetText.Of(row.GetValueOrDefault(column[0]!), type[0]!)).ToArray())]);
    }
}
