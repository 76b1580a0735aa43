using System;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;
using Owox.Sandbox.Data;
using Owox.Sandbox.Inventory;

namespace Owox.Sandbox.Seed;

/// <summary>A data mart that a test gives: {title, columns: [{name, type}], rows: [[...]]}.</summary>
internal static class GivenDataMart
{
    /// <summary>Adds it to the project and gives its ID.</summary>
    public static string Add(SandboxState state, JsonNode given)
    {
        var id = Guid.NewGuid().ToString();
        var columns = given["columns"]!.AsArray().Select(column => new Column((string)column!["name"]!, (string)column["type"]!)).ToArray();
        var rows = given["rows"]!.AsArray().Select(row => row!.AsArray().Select(Value).ToArray()).ToArray();
        var table = new Table
        {
            Name = "given",
            Dataset = id,
            FullName = $"shop-analytics.given.{id}",
            Columns = columns,
            Load = connection => connection.Fill("given", columns, rows),
        };
        state.Warehouse.Add(table);
        state.Catalog.Add(new DataMart
        {
            Id = id,
            Title = (string?)given["title"] ?? "Given",
            Storage = state.Catalog.Storages.Single(storage => storage.Id == SeedIds.ShopStorage),
            DefinitionType = "TABLE",
            Definition = Definitions.Table(table.FullName),
            Table = table,
            CreatedBy = state.Members.Admin,
            CreatedAt = "2026-11-18T12:00:00.000Z",
            ModifiedAt = "2026-11-18T12:00:00.000Z",
        });
        return id;
    }

    private static object? Value(JsonNode? value) => value?.GetValueKind() switch
    {
        null => null,
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number => value.AsValue().TryGetValue<long>(out var whole) ? whole : value.GetValue<double>(),
        _ => value.GetValue<string>(),
    };
}
