using DuckDB.NET.Data;

namespace Owox.FileReaders;

/// <summary>Runs queries with DuckDB.</summary>
internal static class Duck
{
    /// <summary>Returns the rows of a query with all values as DuckDB writes them as text.</summary>
    /// <param name="sql">The query.</param>
    /// <param name="script">Statements that are executed before, or null for none.</param>
    public static IReadOnlyList<string?[]> Query(string sql, string? script = null)
    {
        using var connection = new DuckDBConnection("Data Source=:memory:");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"SET TimeZone = 'UTC'; {script}";
        command.ExecuteNonQuery();
        command.CommandText = $"SELECT COLUMNS(*)::VARCHAR FROM ({sql})";
        using var reader = command.ExecuteReader();
        var rows = new List<string?[]>();
        while (reader.Read())
        {
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(column => reader.IsDBNull(column) ? null : reader.GetString(column))]);
        }

        return rows;
    }
}
