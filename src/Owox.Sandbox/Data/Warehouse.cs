namespace Owox.Sandbox.Data;

/// <summary>All tables behind the data marts.</summary>
internal sealed class Warehouse : IDisposable
{
    private readonly ConcurrentDictionary<string, Dataset> _datasets;

    static Warehouse() => SQLitePCL.Batteries_V2.Init();

    public Warehouse(IEnumerable<Table> tables) => _datasets = new(
        tables.GroupBy(table => table.Dataset, StringComparer.Ordinal)
            .Select(group => KeyValuePair.Create(group.Key, new Dataset(group.Key, [.. group]))),
        StringComparer.Ordinal);

    /// <summary>Adds a table that nothing is joined with.</summary>
    public void Add(Table table) => _datasets[table.Dataset] = new Dataset(table.Dataset, [table]);

    public SqliteConnection Open(Table table) => _datasets[table.Dataset].Open();

    public void Dispose()
    {
        foreach (var dataset in _datasets.Values)
        {
            dataset.Dispose();
        }
    }
}
