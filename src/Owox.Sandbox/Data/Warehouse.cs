namespace Owox.Sandbox.Data;

/// <summary>All tables behind the data marts.</summary>
internal sealed class Warehouse : IDisposable
{
    private readonly ConcurrentDictionary<string, Table> _tables;
    private readonly ConcurrentDictionary<string, Dataset> _datasets;

    static Warehouse() => SQLitePCL.Batteries_V2.Init();

    public Warehouse(IEnumerable<Table> tables)
    {
        _tables = new(tables.Select(table => KeyValuePair.Create(table.Name, table)), StringComparer.Ordinal);
        _datasets = new(
            _tables.Values.GroupBy(table => table.Dataset, StringComparer.Ordinal)
                .Select(group => KeyValuePair.Create(group.Key, new Dataset(group.Key, [.. group.OrderBy(table => table.IsView)]))),
            StringComparer.Ordinal);
    }

    /// <summary>Adds a table that is not joined with other tables.</summary>
    public void Add(Table table)
    {
        _datasets[table.Dataset] = new Dataset(table.Dataset, [table]);
        _tables[table.Name] = table;
    }

    public Table? Find(string? name) => name is null ? null : _tables.GetValueOrDefault(name);

    /// <summary>Finds a table by the name in the warehouse.</summary>
    public Table? FindByFullName(string? name) => _tables.Values.FirstOrDefault(table => !table.IsView && table.FullName == name);

    public SqliteConnection Open(Table table) => _datasets[table.Dataset].Open();

    public void Dispose()
    {
        foreach (var dataset in _datasets.Values)
        {
            dataset.Dispose();
        }
    }
}
