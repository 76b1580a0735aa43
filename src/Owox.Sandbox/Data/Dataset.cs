namespace Owox.Sandbox.Data;

/// <summary>
/// One in-memory database with the tables that may be joined. It is filled as a whole on first use and only read
/// afterwards, so queries never wait for each other.
/// </summary>
internal sealed class Dataset : IDisposable
{
    private readonly string _connectionString;
    private readonly List<Table> _tables;
    private readonly Lazy<SqliteConnection> _owner;

    public Dataset(string name, List<Table> tables)
    {
        _connectionString = new SqliteConnectionStringBuilder
        {
            DataSource = $"{name}-{Guid.NewGuid():N}",
            Mode = SqliteOpenMode.Memory,
            Cache = SqliteCacheMode.Shared,
            Pooling = false,
        }.ToString();
        _tables = tables;
        _owner = new Lazy<SqliteConnection>(Load);
    }

    public SqliteConnection Open()
    {
        // The owner keeps the shared memory alive between queries.
        _ = _owner.Value;
        var connection = new SqliteConnection(_connectionString);
        connection.Open();
        connection.Execute("PRAGMA read_uncommitted = 1");
        SqlFunctions.Register(connection);
        return connection;
    }

    public void Dispose()
    {
        if (_owner.IsValueCreated)
        {
            _owner.Value.Dispose();
        }
    }

    private SqliteConnection Load()
    {
        var connection = new SqliteConnection(_connectionString);
        connection.Open();
        foreach (var table in _tables)
        {
            table.Load(connection);
        }

        return connection;
    }
}
