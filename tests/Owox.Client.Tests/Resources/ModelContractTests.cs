using Xunit;

namespace Owox.Client.Tests.Resources;

public sealed class ModelContractTests
{
    private const string Orders = "a1ae8a66-37ce-495f-8a1d-3d2022e2e8c1";

    [Fact]
    public async Task The_recorded_relationships_are_read_with_their_values()
    {
        await using var server = new ApiServer().On("/api/data-storages/s/relationships", Sample.Load("storages.relationships").Reply);

        var all = await server.Client().Schema.ListRelationshipsAsync("s", CancellationToken.None);

        Assert.Equal(2, all.Length);
        var join = all[0];
        Assert.Equal(("506b8e72-cc8e-4571-926f-dbe79f00abf1", "countries", "country = country"), (join.Id, join.TargetAlias, join.Join));
        Assert.Equal((Orders, "Orders -> Countries"), (join.SourceDataMartId, join.ToString()));
        Assert.Equal((true, true, "PUBLISHED"), (join.TargetDataMart.UserHasAccess, join.TargetDataMart.HasPrimaryKey, join.TargetDataMart.Status));
        Assert.Equal("40f151e4-1b3a-4892-93bb-ea3673c17b33", join.DataStorageId);
        Assert.Empty(join.AdditionalProperties);
        Assert.Empty(all[1].JoinConditions);
        Assert.Equal("", all[1].Join);
    }

    [Fact]
    public async Task The_outgoing_relationships_are_those_that_start_at_the_data_mart()
    {
        await using var server = new ApiServer()
            .On($"/api/data-marts/{Orders}/relationships/graph", Sample.Load("relationships.graph").Reply)
            .On("/api/data-marts/other/relationships/graph", Sample.Load("relationships.graph").Reply);

        Assert.Equal(["countries", "events"], (await server.Client().Schema.ListOutgoingAsync(Orders, CancellationToken.None)).Select(static r => r.TargetAlias));
        Assert.Empty(await server.Client().Schema.ListOutgoingAsync("other", CancellationToken.None));
    }

    [Fact]
    public async Task The_recorded_columns_are_read_with_their_values()
    {
        var columns = await ListColumnsAsync(Sample.Load("data-marts.blendable-schema").Reply);

        Assert.Equal(
            ["order_id", "order_date", "country", "revenue", "cost", "is_paid", "created_ts", "countries__country", "countries__orders_total", "countries__lifetime_revenue"],
            columns.Select(static column => column.Name));
        var own = columns[1];
        Assert.Equal(("m", "DATE", "Order date", "Date of purchase", false), (own.DataMartId, own.Type, own.Alias, own.Description, own.IsJoined));
        Assert.Equal(["MIN", "MAX"], own.Aggregations);
        Assert.True(columns[0].IsPrimaryKey);
        var joined = columns[9];
        Assert.Equal(("FLOAT", "Country revenue", "Sum of revenue", true), (joined.Type, joined.Alias, joined.Description, joined.IsJoined));
        Assert.Equal(["SUM", "AVG", "MIN", "MAX"], joined.Aggregations);
        Assert.Equal(
            ("db204013-d4d3-4876-a671-fe602cc71750", "Countries", "lifetime_revenue", "countries", "SUM"),
            (joined.SourceDataMartId, joined.SourceDataMartTitle, joined.OriginalName, joined.AliasPath, joined.AggregateFunction));
        Assert.Equal("506b8e72-cc8e-4571-926f-dbe79f00abf1", joined.RelationshipId);
        Assert.Null(columns[8].Alias);
    }

    [Fact]
    public async Task A_data_mart_without_relationships_has_only_native_columns() =>
        Assert.Equal(3, (await ListColumnsAsync(Sample.Load("data-marts.blendable-schema-no-relationship").Reply)).Length);

    [Fact]
    public async Task The_fields_of_a_record_follow_it_with_their_full_names()
    {
        var columns = await ListColumnsAsync(Replies.Json(
            """
            {"nativeFields":[{"name":"address","type":"RECORD","fields":[{"name":"city","type":"STRING"},
              {"name":"geo","type":"RECORD","mode":"REPEATED","fields":[{"name":"lat","type":"FLOAT"}]}]},
              {"name":"last","type":"GEOGRAPHY","isHiddenForReporting":true,"status":"DISCONNECTED"}],"blendedFields":[]}
            """));

        Assert.Equal(["address", "address.city", "address.geo", "address.geo.lat", "last"], columns.Select(static column => column.Name));
        Assert.Equal([null, "address", "address", "address.geo", null], columns.Select(static column => column.Parent));
        Assert.Equal("REPEATED", columns[2].Mode);
        Assert.Empty(columns[0].Aggregations);
        Assert.Equal((true, "DISCONNECTED"), (columns[4].IsHidden, columns[4].Status));
        Assert.Empty(columns[4].Aggregations);
    }

    [Theory]
    [InlineData("NUMERIC", "SUM AVG MIN MAX")]
    [InlineData("varchar", "COUNT COUNT_DISTINCT STRING_AGG ANY_VALUE")]
    [InlineData("TIMESTAMP_NTZ", "MIN MAX")]
    [InlineData("BOOL", "COUNT COUNT_DISTINCT")]
    [InlineData("VARIANT", "")]
    public async Task Aggregations_are_read_from_the_schema_or_depend_on_the_type(string type, string functions)
    {
        var columns = await ListColumnsAsync(Replies.Json(
            $$"""{"nativeFields":[{"name":"a","type":"{{type}}"},{"name":"b","type":"{{type}}","allowedAggregations":["ANY_VALUE"]}]}"""));

        Assert.Equal(functions, string.Join(' ', columns[0].Aggregations));
        Assert.Equal(["ANY_VALUE"], columns[1].Aggregations);
    }

    [Fact]
    public async Task The_error_contains_the_position_of_a_column_without_a_name()
    {
        var error = await Assert.ThrowsAsync<OwoxApiException>(() => ListColumnsAsync(Replies.Json("""{"nativeFields":[{"name":"a"},{"type":"DATE"}]}""")));

        Assert.Contains("it lacks the field $.nativeFields[1].name", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_schema_that_is_null_has_no_columns() => Assert.Empty(await ListColumnsAsync(Replies.Json("""{"nativeFields":null}""")));

    [Fact]
    public async Task Column_counts_come_from_all_pages()
    {
        const string Path = "/api/model-canvas/data-marts";
        await using var server = new ApiServer().On(
            Path,
            Replies.Json("""{"items":[{"id":"a","fieldCount":3}],"total":2,"nextOffset":1}"""),
            Replies.Json("""{"items":[{"id":"b","fieldCount":0}],"total":2,"nextOffset":null}"""));

        var counts = await server.Client().Schema.GetColumnCountsAsync("s t", CancellationToken.None);

        Assert.Equal([("a", 3), ("b", 0)], counts.Select(static count => (count.Key, count.Value)));
        Assert.Equal([Path + "?storageId=s%20t", Path + "?storageId=s%20t&offset=1"], server.Requests.Select(static request => request.Target));
    }

    [Fact]
    public async Task The_recorded_column_counts_are_read()
    {
        await using var server = new ApiServer().On("/api/model-canvas/data-marts", Sample.Load("model-canvas.data-marts").Reply);

        Assert.Equal(7, (await server.Client().Schema.GetColumnCountsAsync("s", CancellationToken.None))[Orders]);
    }

    [Theory]
    [InlineData("REPEATED", "STRING", true)]
    [InlineData("repeated", "RECORD", true)]
    [InlineData("NULLABLE", "STRING", false)]
    [InlineData("", "ARRAY", true)]
    [InlineData("", "array<string>", true)]
    [InlineData("", " array(varchar) ", true)]
    [InlineData("", "ARRAYISH", false)]
    [InlineData("", "VARCHAR", false)]
    public async Task Rules_for_an_array_are_rejected_if_the_schema_is_that_of_0_35(string mode, string type, bool isArray)
    {
        var field = $$"""{"name":"a","type":"{{type}}","mode":"{{mode}}"}""";
        var older = $$"""{"nativeFields":[{{field}}],"blendedFields":[]}""";
        var newer = $$"""{"nativeFields":[{{field}}],"blendedFields":[],"mainUniqueCountKeyFields":[],"calculatedFieldIssues":[],"hiddenFieldNames":[]}""";

        Assert.Equal(isArray, Assert.Single(await ListColumnsAsync(Replies.Json(newer))).RejectsRules);
        Assert.False(Assert.Single(await ListColumnsAsync(Replies.Json(older))).RejectsRules);
        Assert.False(Assert.Single(await ListColumnsAsync(Replies.Json(newer.Replace(",\"hiddenFieldNames\":[]", "")))).RejectsRules);
    }

    private static async Task<DataMartColumn[]> ListColumnsAsync(Reply reply)
    {
        await using var server = new ApiServer().On("/api/data-marts/m/blendable-schema", reply);
        return await server.Client().Schema.ListColumnsAsync("m", CancellationToken.None);
    }
}
