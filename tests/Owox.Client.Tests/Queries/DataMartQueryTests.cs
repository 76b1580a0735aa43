using Xunit;

namespace Owox.Client.Tests.Queries;

public sealed class DataMartQueryTests
{
    private const string Mart = "a1ae8a66-37ce-495f-8a1d-3d2022e2e8c1";

    public static TheoryData<string, DataMartQuery> Recorded => new()
    {
        { "stream.ok-sql", new DataMartQuery(Mart) },
        { "stream.column-repeated", new DataMartQuery(Mart) { Columns = ["country", "revenue"] } },
        { "stream.columns-double-star", new DataMartQuery(Mart) { IncludeJoined = true } },
        { "stream.aggregation", new DataMartQuery(Mart) { Columns = ["country", "revenue"], Aggregation = [new("revenue", "SUM")] } },
        { "stream.date-trunc", new DataMartQuery(Mart) { Columns = ["order_date", "revenue"], DateBucket = [new("order_date", "MONTH")] } },
        { "stream.sort", new DataMartQuery(Mart) { Columns = ["order_id", "revenue"], Sort = [new("revenue", "desc")] } },
        { "stream.filter-in", new DataMartQuery(Mart) { Filter = [new("country", "in") { Value = new object?[] { "Ukraine", "日本" } }] } },
        { "stream.filter-between", new DataMartQuery(Mart) { Filter = [new("revenue", "between") { Value = new BetweenValue(10, 40) }] } },
        {
            "stream.filter-relative-date",
            new DataMartQuery(Mart) { Filter = [new("order_date", "relative_date") { Value = new RelativeDateValue("this_year") }] }
        },
    };

    public static TheoryData<DataMartQuery, string> Wrong => new()
    {
        { new DataMartQuery(" "), "it does not specify a data mart" },
        { new DataMartQuery("m") { Limit = 0 }, "the limit is 0, but the server accepts 1 to 9007199254740991" },
        { new DataMartQuery("m") { Limit = 9_007_199_254_740_992 }, "the limit is 9007199254740992, but the server accepts 1 to 9007199254740991" },
        { new DataMartQuery("m") { Limit = -1 }, "the limit is -1" },
        { new DataMartQuery("m") { IncludeJoined = true, Columns = ["a"] }, "cannot be combined with specified columns" },
        { new DataMartQuery("m") { IncludeJoined = true, AllColumns = true }, "cannot be combined with specified columns" },
        { new DataMartQuery("m") { Aggregation = [new("a", "SUM")] }, "require a list of columns" },
        { new DataMartQuery("m") { AllColumns = true, Aggregation = [new("a", "SUM")] }, "require a list of columns" },
        { new DataMartQuery("m") { DateBucket = [new("a", "DAY")] }, "require a list of columns" },
        { new DataMartQuery("m") { Columns = ["a", ""] }, "a column name is empty" },
        { new DataMartQuery("m") { Columns = ["a\ud800"] }, "a column name contains an unpaired surrogate" },
        { new DataMartQuery("m") { Filter = [new("a", "like")] }, "the filter operator 'like' is unknown" },
        { new DataMartQuery("m") { Sort = [new("a", "up")] }, "the sort direction 'up' is unknown" },
        { new DataMartQuery("m") { Columns = ["a"], Aggregation = [new("a", "MEDIAN")] }, "the aggregate function 'MEDIAN' is unknown" },
        { new DataMartQuery("m") { Columns = ["a"], DateBucket = [new("a", "HOUR")] }, "the date unit 'HOUR' is unknown" },
        {
            new DataMartQuery("m") { Columns = [.. Enumerable.Repeat(new string('c', 100), 150)] },
            "the maximum is 14000; specify fewer columns"
        },
    };

    [Theory]
    [MemberData(nameof(Recorded), DisableDiscoveryEnumeration = true)]
    public void A_query_equals_the_recorded_request(string sample, DataMartQuery query) =>
        Assert.Equal(Sample.Load(sample).Target, query.ToPathAndQuery());

    [Fact]
    public void All_parts_of_a_query_are_written_in_a_fixed_order() =>
        Assert.Equal(
            "/api/external/http-data/data-marts/a%23..%20b.ndjson?columns=*&column=x%20%7C%20SUM&column=%C3%A9%26%3D"
            + "&filter=W3siY29sdW1uIjoiYSIsIm9wZXJhdG9yIjoiaXNfbnVsbCJ9XQ&sort=W3siY29sdW1uIjoiYSIsImRpcmVjdGlvbiI6ImFzYyJ9XQ"
            + "&aggregation=W3siY29sdW1uIjoiYSIsImZ1bmN0aW9uIjoiTUlOIn1d"
            + "&dateTrunc=W3siY29sdW1uIjoiYSIsInVuaXQiOiJEQVkifV0&limit=9007199254740991",
            new DataMartQuery("a#.. b")
            {
                AllColumns = true,
                Columns = ["x | SUM", "é&="],
                Filter = [new("a", "is_null")],
                Sort = [new("a", "asc")],
                Aggregation = [new("a", "MIN")],
                DateBucket = [new("a", "DAY")],
                Limit = 9_007_199_254_740_991,
            }.ToPathAndQuery());

    [Theory]
    [MemberData(nameof(Wrong), DisableDiscoveryEnumeration = true)]
    public void A_query_that_the_server_would_reject_is_rejected_before_it_is_sent(DataMartQuery query, string expected)
    {
        var error = Assert.Throws<OwoxConfigurationException>(query.ToPathAndQuery);

        Assert.Equal(ErrorReason.RuleInvalid, error.Reason);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Encoded_rules_have_at_most_8192_characters()
    {
        // 6,144 bytes encode to 8,192 characters.
        static FilterRule[] Rules(int length) => [new("c", "eq") { Value = new string('x', length) }];
        static DataMartQuery Of(int length) => new("m") { Filter = Rules(length) };
        var longest = 6_144 - Owox.Queries.RuleJsonWriter.Write(Rules(0)).Length;

        var path = Of(longest).ToPathAndQuery();
        Assert.Equal(8_192, path.Split("filter=")[1].Length);
        var error = Assert.Throws<OwoxConfigurationException>(Of(longest + 1).ToPathAndQuery);

        Assert.Equal(ErrorReason.RuleInvalid, error.Reason);
        Assert.Contains(
            "its filter rules have 8194 characters when encoded, but the maximum is 8192", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_address_has_at_most_14000_characters()
    {
        static DataMartQuery Of(int length) => new("m") { Columns = [new string('c', length)] };
        var rest = Of(1).ToPathAndQuery().Length - 1;

        Assert.Equal(14_000, Of(14_000 - rest).ToPathAndQuery().Length);
        Assert.Throws<OwoxConfigurationException>(Of(14_001 - rest).ToPathAndQuery);
    }
}
