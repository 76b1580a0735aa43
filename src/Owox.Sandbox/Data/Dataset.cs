namespace Owox.Sandbox.Data;

/// <summary>
/// One database in memory, with tables that can be joined. It is filled before the first query and only read afterwards, so queries
/// do not wait for each other.
/// </summary>
internal sealed class Dataset : IDisposable
{
    private readonly string _connectionString;
    private readonly Lazy<SqliteConnection> _owner;

    public Dataset(string name, IReadOnlyList<Table> tables)
    {
        _connectionString = $"Data Source={name}-{Guid.NewGuid():N};Mode=Memory;Cache=Shared;Pooling=False";
        _owner = new(() =>
        {
            var connection = Connect();
            foreach (var table in tables)
            {
                table.Load(connection);
            }

            return connection;
        });
    }

    public SqliteConnection Open()
    {
        // The owner keeps the shared memory between queries.
        _ = _owner.Value;
        var connection = Connect();
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

    private SqliteConnection Connect()
    {
        var connection = new SqliteConnection(_connectionString);
        connection.Open();
        return connection;
    }
}
