using DuckDB.NET.Data;

// Writes the rows of the standard input to a Parquet file with DuckDB. The columns are those of the data mart Events: a pipe cannot be read
// twice to detect them.
const string Columns = "{date: 'DATE', id: 'BIGINT', country: 'VARCHAR', revenue: 'DOUBLE', cost: 'DECIMAL(38,9)', note: 'VARCHAR', ok: 'BOOLEAN', ts: 'TIMESTAMPTZ'}";
using var connection = new DuckDBConnection("Data Source=:memory:");
connection.Open();
using var command = connection.CreateCommand();
command.CommandText = $"COPY (FROM read_json('/dev/stdin', format = 'newline_delimited', auto_detect = false, columns = {Columns})) "
    + $"TO '{args[0].Replace("'", "''", StringComparison.Ordinal)}' (FORMAT parquet, COMPRESSION zstd)";
command.ExecuteNonQuery();
