namespace Owox.Sandbox.Data;

/// <summary>
/// All tables behind the data marts. The tables of a dataset can be joined, because they are in one database in memory. It is filled
/// before the first query and only read afterwards, so queries do not wait for each other.
/// </summary>
internal sealed class Warehouse(IEnumerable<Table> tables) : IDisposable
{
    private readonly string _id = Guid.NewGuid().ToString("N");
    private readonly ConcurrentDictionary<string, Table> _tables = new(
        tables.Select(static table => KeyValuePair.Create(table.Name, table)), StringComparer.Ordinal);


    // The connections that filled the databases. They keep the memory between queries.
    private readonly ConcurrentDictionary<string, Lazy<SqliteConnection>> _owners = new(StringComparer.Ordinal);

    static Warehouse() => SQLitePCL.Batteries_V2.Init();

    /// <summary>Adds a table. Its dataset must not have been queried.</summary>
    public void Add(Table table) => _tables[table.Name] = table;

    public Table? Find(string? name) => name is null ? null : _tables.GetValueOrDefault(name);

    /// <summary>Finds a table by the name in the warehouse.</summary>
    public Table? FindByFullName(string? name) => _tables.Values.FirstOrDefault(table => table.Query is null && table.FullName == name);

    public SqliteConnection Open(Table table)
    {
        _ = _owners.GetOrAdd(table.Dataset, dataset => new Lazy<SqliteConnection>(() => Fill(dataset))).Value;
        var connection = Connect(table.Dataset);
        connection.Execute("PRAGMA read_uncommitted = 1");
        SqlFunctions.Register(connection);
        return connection;
    }

    public void Dispose()
    {
        foreach (var owner in _owners.Values.Where(static owner => owner.IsValueCreated))
        {
            owner.Value.Dispose();
        }
    }

    private SqliteConnection Fill(string dataset)
    {
        var connection = Connect(dataset);
        foreach (var table in _tables.Values.Where(table => table.Dataset == dataset).OrderBy(static table => table.Query is not null))
        {
            table.Load(connection);
        }

        return connection;
    }

    private SqliteConnection Connect(string dataset)
    {
        var connection = new SqliteConnection($"Data Source={dataset}-{_id};Mode=Memory;Cache=Shared;Pooling=False");
        connection.Open();
        return connection;
    }
}
