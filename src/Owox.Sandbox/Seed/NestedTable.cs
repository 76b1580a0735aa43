namespace Owox.Sandbox.Seed;

/// <summary>Orders with records: an address that can be null, a place in it that can be null, and a list of items.</summary>
internal static class NestedTable
{
    private const string Name = "nested_orders";

    private static readonly Column[] Columns =
    [
        new("id", "INTEGER") { IsPrimaryKey = true },
        new("address", "RECORD", "Where it was sent")
        {
            Fields =
            [
                new("city", "STRING"),
                new("zip", "STRING"),
                new("geo", "RECORD") { Fields = [new("lat", "FLOAT"), new("population", "NUMERIC")] },
            ],
        },
        new("items", "RECORD", "What was ordered") { IsRepeated = true, Fields = [new("sku", "STRING"), new("price", "NUMERIC")] },
        new("total", "NUMERIC"),
    ];

    // The first row has the fewest keys.
    private static readonly string[] Rows =
    [
        """[1, null, [], "10.50"]""",
        """[2, {"city": "Kyiv", "zip": "01001", "geo": {"lat": 50.45, "population": "2952301"}}, [{"sku": "a", "price": "1.10"}], "9"]""",
        """[3, {"city": "Lviv", "zip": "79000", "geo": null}, null, "100"]""",
        """[4, null, null, null]""",
        """[5, {"city": "Odesa", "zip": null, "geo": {"lat": 46.5, "population": null}}, [], "20.25"]""",
        """[6, {"city": "Wien", "zip": "1010", "geo": {"lat": 48.2, "population": "2005760"}}, null, "3"]""",
    ];

    public static readonly Table Orders = new()
    {
        Name = Name,
        Dataset = "nested",
        FullName = $"shop-analytics.odd.{Name}",
        Columns = NestedColumns.Flatten(Columns),
        Load = static connection => connection.Fill(
            Name, NestedColumns.Flatten(Columns), Rows.Select(static row => NestedColumns.Values(Columns, JsonNode.Parse(row)!.AsArray()))),
    };
}
