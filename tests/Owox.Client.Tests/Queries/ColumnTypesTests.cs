using System.Text.Json;
using Owox.Resources;
using Xunit;

namespace Owox.Client.Tests.Queries;

public sealed class ColumnTypesTests
{
    private static readonly DataMartColumn[] Columns =
    [
        Column("cost", "NUMERIC"), Column("revenue", "FLOAT"), Column("ts", "TIMESTAMP"), Column("tags", "INTEGER") with { Mode = "REPEATED" },
        Column("item", "RECORD"), Column("item.price", "NUMERIC"), Column("a | SUM", "STRING"), Column("new", null),
    ];

    [Theory]
    [InlineData("cost", "NUMERIC")]
    [InlineData("item.price", "NUMERIC")]
    [InlineData("item.price | SUM", null)]
    [InlineData("item_price | SUM", "NUMERIC")]
    [InlineData("cost | AVG", "NUMERIC")]
    [InlineData("revenue | MEDIAN", "FLOAT")]
    [InlineData("cost | P95", "NUMERIC")]
    [InlineData("ts | MAX", "TIMESTAMP")]
    [InlineData("ts | ANYVALUE", "TIMESTAMP")]
    [InlineData("ts | COUNT", "INTEGER")]
    [InlineData("ts | COUNTUNIQUE", "INTEGER")]
    [InlineData("cost | STRINGAGG", "STRING")]
    [InlineData("cost | NEWAGG", null)]
    [InlineData("a | SUM", "STRING")]
    [InlineData("Row Count", "INTEGER")]
    [InlineData("Unique Count", "INTEGER")]
    [InlineData("tags", null)]
    [InlineData("new", null)]
    [InlineData("nowhere", null)]
    [InlineData("COST", null)]
    public void A_column_has_the_type_of_the_schema_or_of_the_function(string column, string? type) =>
        Assert.Equal(type, new ColumnTypes(Columns, []).GetType(column));

    [Theory]
    [InlineData("cost", "INTEGER")]
    [InlineData("margin", "FLOAT")]
    [InlineData("tags", null)]
    [InlineData("ts", "TIMESTAMP")]
    public void The_columns_of_a_report_have_the_type_that_it_lists_except_lists(string column, string? type)
    {
        ReportColumn[] output = [new() { Name = "cost", Type = "INTEGER" }, new() { Name = "margin", Type = "FLOAT" }, new() { Name = "tags", Type = "INTEGER" }, new() { Name = "ts" }];
        Assert.Equal(type, new ColumnTypes(Columns, [], output).GetType(column));
    }

    [Fact]
    public void A_column_with_a_date_bucket_is_a_DATE()
    {
        var types = new ColumnTypes(Columns, new DataMartQuery("m") { DateBucket = [new DateBucketRule("ts", "MONTH")] }.DateBuckets);
        Assert.Equal("DATE", types.GetType("ts"));
        Assert.Equal("TIMESTAMP", types.GetType("ts | MAX"));
    }

    [Fact]
    public void The_date_buckets_of_a_report_come_from_its_definition()
    {
        var report = JsonSerializer.Deserialize(
            """{"id":"r","title":"t","dataMart":{"id":"m","title":"m"},"dateTruncConfig":[{"column":"ts","unit":"MONTH"}]}""", OwoxJsonContext.Default.Report);
        var types = new ColumnTypes(Columns, new ReportQuery("r", "m") { Definition = report }.DateBuckets);
        Assert.Equal("DATE", types.GetType("ts"));
    }

    private static DataMartColumn Column(string name, string? type) => new("m", name, type);
}
