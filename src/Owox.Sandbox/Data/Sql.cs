namespace Owox.Sandbox.Data;

internal static class Sql
{
    public static string Quote(string name) => "\"" + name.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";

    public static void Execute(this SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>Creates a table and inserts the rows, in one transaction.</summary>
    public static void Fill(this SqliteConnection connection, string table, IReadOnlyList<Column> columns, IEnumerable<object?[]> rows)
    {
        // For columns of the type BLOB, SQLite does not convert values.
        connection.Execute($"CREATE TABLE {Quote(table)} ({string.Join(", ", columns.Select(column => Quote(column.Stored) + " BLOB"))})");
        using var transaction = connection.BeginTransaction();
        using var insert = connection.CreateCommand();
        insert.Transaction = transaction;
        insert.CommandText = $"INSERT INTO {Quote(table)} VALUES ({string.Join(", ", columns.Select((_, i) => $"$p{i}"))})";
        var parameters = columns.Select((_, i) => insert.Parameters.Add(new SqliteParameter { ParameterName = $"$p{i}" })).ToArray();
        foreach (var row in rows)
        {
            foreach (var (parameter, value) in parameters.Zip(row))
            {
                parameter.Value = value ?? DBNull.Value;
            }

            insert.ExecuteNonQuery();
        }

        transaction.Commit();
    }
}
