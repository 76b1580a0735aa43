using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Data.Sqlite;

namespace Owox.Sandbox.Data;

/// <summary>All tables behind the data marts.</summary>
internal sealed class Warehouse : IDisposable
{
    private readonly Dictionary<string, Dataset> _datasets;

    static Warehouse() => SQLitePCL.Batteries_V2.Init();

    public Warehouse(IEnumerable<Table> tables) => _datasets = tables
        .GroupBy(table => table.Dataset, StringComparer.Ordinal)
        .ToDictionary(group => group.Key, group => new Dataset(group.Key, [.. group]), StringComparer.Ordinal);

    public SqliteConnection Open(Table table) => _datasets[table.Dataset].Open();

    public void Dispose()
    {
        foreach (var dataset in _datasets.Values)
        {
            dataset.Dispose();
        }
    }
}
