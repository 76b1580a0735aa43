using System.Numerics;
using System.Text;
using Owox.Queries;
using Xunit;

namespace Owox.Client.Tests.Queries;

public sealed class RuleJsonWriterTests
{
    public static TheoryData<object, string> Values => new()
    {
        { "a\"b\\c\n", "\"a\\\"b\\\\c\\n\"" },
        { "日本 <&'+>", "\"日本 <&'+>\"" },
        { true, "true" },
        { 42, "42" },
        { long.MinValue, "-9223372036854775808" },
        { ulong.MaxValue, "18446744073709551615" },
        { (byte)7, "7" },
        { 0.1, "0.1" },
        { 0.1f, "0.1" },
        { 1.10m, "1.10" },
        { (BigInteger.One << 100) + 1, "1267650600228229401496703205377" },
        { new object?[] { "a", "b" }, """["a","b"]""" },
        { new object?[] { 1, 2.5 }, "[1,2.5]" },
        { new BetweenValue(10, 40), """{"from":10,"to":40}""" },
        { new RelativeDateValue("this_year"), """{"kind":"this_year"}""" },
        { new RelativeDateValue("last_n_days", 7), """{"kind":"last_n_days","n":7}""" },
    };

    [Theory]
    [MemberData(nameof(Values), DisableDiscoveryEnumeration = true)]
    public void A_value_is_written_as_the_JSON_of_its_type(object value, string json) =>
        Assert.Equal(
            $$"""[{"column":"c","operator":"eq","value":{{json}}}]""",
            Text(RuleJsonWriter.Write([new FilterRule("c", "eq") { Value = value }])));

    [Fact]
    public void A_filter_is_written_without_empty_properties()
    {
        Assert.Equal("""[{"column":"c","operator":"is_null"}]""", Text(RuleJsonWriter.Write([new FilterRule("c", "is_null")])));
        Assert.Equal(
            """[{"column":"c","operator":"gt","value":1,"placement":"pre-join","aliasPath":"a.b","function":"SUM"},"""
            + """{"column":"d","operator":"is_true"}]""",
            Text(RuleJsonWriter.Write(
            [
                new FilterRule("c", "gt") { Value = 1, Placement = "pre-join", AliasPath = "a.b", Function = "SUM" },
                new FilterRule("d", "is_true"),
            ])));
    }

    [Fact]
    public void The_other_rules_are_written_in_order()
    {
        Assert.Equal(
            """[{"column":"a","direction":"desc"},{"column":"b","direction":"asc"}]""",
            Text(RuleJsonWriter.Write(new List<SortRule> { new("a", "desc"), new("b", "asc") })));
        Assert.Equal("""[{"column":"a","function":"SUM"}]""", Text(RuleJsonWriter.Write(new List<AggregationRule> { new("a", "SUM") })));
        Assert.Equal(
            """[{"column":"a","unit":"MONTH"},{"column":"b","unit":"DAY","timeZone":"Europe/Kyiv"}]""",
            Text(RuleJsonWriter.Write(new List<DateBucketRule> { new("a", "MONTH"), new("b", "DAY", "Europe/Kyiv") })));
    }

    private static string Text(byte[] bytes) => Encoding.UTF8.GetString(bytes);
}
