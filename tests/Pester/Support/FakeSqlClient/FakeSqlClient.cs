// The classes of Microsoft.Data.SqlClient that examples/to-sqlserver.ps1 uses, over a SQLite database: there is no SQL Server here.
// Statements are translated; rows are read as by SqlBulkCopy, until Read returns false.
using System.Data.Common;
using System.Linq;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;

namespace Microsoft.Data.SqlClient
{
    public class SqlConnection : SqliteConnection
    {
        public SqlConnection(string connectionString)
            : base(connectionString)
        {
        }

        public override SqliteCommand CreateCommand()
        {
            return new SqlCommand { Connection = this, Transaction = Transaction };
        }
    }

    public class SqlCommand : SqliteCommand
    {
        public override string CommandText
        {
            get { return base.CommandText; }
            set { base.CommandText = Translate((value ?? "").Replace("(max)", "")); }
        }

        // SQLite does not allow brackets in a name in brackets.
        private static string Translate(string sql)
        {
            sql = Regex.Replace(sql, "EXEC sp_rename N'(.*)', N'(.*)'", match =>
                "ALTER TABLE " + match.Groups[1].Value.Replace("''", "'") + " RENAME TO [" + match.Groups[2].Value.Replace("''", "'").Replace("]", "]]") + "]");
            return Regex.Replace(sql, @"\[((?:[^\]]|\]\])*)\]", match => "\"" + match.Groups[1].Value.Replace("]]", "]").Replace("\"", "\"\"") + "\"");
        }
    }

    public enum SqlBulkCopyOptions
    {
        Default,
        TableLock = 4,
    }

    public class SqlBulkCopy
    {
        private readonly SqlConnection _connection;
        private readonly SqliteTransaction _transaction;

        public SqlBulkCopy(SqlConnection connection, SqlBulkCopyOptions options, SqliteTransaction transaction)
        {
            _connection = connection;
            _transaction = transaction;
        }

        public string DestinationTableName { get; set; }

        public int BulkCopyTimeout { get; set; }

        public bool EnableStreaming { get; set; }

        public void WriteToServer(DbDataReader reader)
        {
            var names = Enumerable.Range(0, reader.FieldCount).Select(i => "@p" + i).ToArray();
            var insert = _connection.CreateCommand();
            insert.Transaction = _transaction;
            insert.CommandText = "INSERT INTO " + DestinationTableName + " VALUES (" + string.Join(", ", names) + ")";
            foreach (var name in names)
            {
                insert.Parameters.Add(new SqliteParameter(name, null));
            }

            while (reader.Read())
            {
                for (var i = 0; i < names.Length; i++)
                {
                    insert.Parameters[i].Value = reader.GetValue(i);
                }

                insert.ExecuteNonQuery();
            }
        }
    }
}
