using SQLitePCL;

namespace Owox.Sandbox.Streams;

/// <summary>The result of a statement.</summary>
internal sealed class SqlRows : IRowSource
{
    private const int BatchBytes = 64 * 1024;

    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _command;
    private readonly SqliteDataReader _reader;
    private readonly OutputColumn[] _columns;
    private readonly byte[][] _names;
    private readonly ArrayBufferWriter<byte> _line = new(4096);

    /// <summary>Runs the statement up to its first row, so that an error is detected before the response starts.</summary>
    private SqlRows(SqliteConnection connection, Statement statement)
    {
        _connection = connection;
        _command = connection.CreateCommand();
        _command.CommandText = statement.Text;
        for (var i = 0; i < statement.Values.Count; i++)
        {
            _command.Parameters.AddWithValue(string.Create(CultureInfo.InvariantCulture, $"$v{i}"), statement.Values[i]);
        }

        _reader = _command.ExecuteReader();
        _columns = [.. statement.Columns];
        _names = [.. statement.Columns.Select(Name)];
    }

    public IReadOnlyList<OutputColumn> Columns => _columns;

    /// <exception cref="ApiError">The warehouse rejects the statement.</exception>
    public static SqlRows Open(SqliteConnection connection, Statement statement)
    {
        try
        {
            return new SqlRows(connection, statement);
        }
        catch (SqliteException problem)
        {
            connection.Dispose();
            throw new StorageFailure("STORAGE_READ_FAILED", problem.Message, "invalidQuery", 400).ToError();
        }
    }

    public Written Write(IBufferWriter<byte> output, long maxRows)
    {
        var (rows, bytes, characters) = (0L, 0, 0L);
        while (rows < maxRows && bytes < BatchBytes && _reader.Read())
        {
            _line.ResetWrittenCount();
            WriteLine();
            output.Write(_line.WrittenSpan);
            rows++;
            bytes += _line.WrittenCount;
            characters += Encoding.UTF8.GetCharCount(_line.WrittenSpan);
        }

        return new Written(rows, characters);
    }

    public void Dispose()
    {
        _reader.Dispose();
        _command.Dispose();
        _connection.Dispose();
    }

    // Returns the name of a column as JSON, with a colon.
    private static byte[] Name(OutputColumn column)
    {
        var name = new ArrayBufferWriter<byte>();
        JsonText.WriteString(name, Encoding.UTF8.GetBytes(column.Name));
        name.Write(":"u8);
        return name.WrittenSpan.ToArray();
    }

    private void WriteLine()
    {
        var isFirst = true;
        for (var i = 0; i < _names.Length; i++)
        {
            if (_columns[i].IsPart && raw.sqlite3_column_type(_reader.Handle, i) == raw.SQLITE_NULL)
            {
                continue;
            }

            _line.Write(isFirst ? "{"u8 : ","u8);
            _line.Write(_names[i]);
            isFirst = false;
            WriteValue(i);
        }

        _line.Write(isFirst ? "{}\n"u8 : "}\n"u8);
    }

    // Copies the bytes from the memory of SQLite, because conversion to .NET strings would take as long as the query.
    private void WriteValue(int index)
    {
        var statement = _reader.Handle;
        switch (raw.sqlite3_column_type(statement, index))
        {
            case raw.SQLITE_NULL:
                _line.Write("null"u8);
                break;
            case raw.SQLITE_INTEGER when _columns[index].Type == "BOOLEAN":
                _line.Write(raw.sqlite3_column_int64(statement, index) == 0 ? "false"u8 : "true"u8);
                break;
            case raw.SQLITE_INTEGER:
                JsonText.WriteInteger(_line, raw.sqlite3_column_int64(statement, index));
                break;
            case raw.SQLITE_FLOAT:
                JsonText.WriteDouble(_line, raw.sqlite3_column_double(statement, index));
                break;
            case var _ when _columns[index].IsJson:
                _line.Write(raw.sqlite3_column_blob(statement, index));
                break;
            default:
                JsonText.WriteString(_line, raw.sqlite3_column_blob(statement, index));
                break;
        }
    }
}
