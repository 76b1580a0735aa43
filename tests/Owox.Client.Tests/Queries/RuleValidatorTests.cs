using System.Numerics;
using Owox.Queries;
using Xunit;

namespace Owox.Client.Tests.Queries;

public sealed class RuleValidatorTests
{
    public static TheoryData<string, object?> GoodFilters => new()
    {
        { "eq", "text" },
        { "eq", "" },
        { "neq", 1 },
        { "gt", 1.5 },
        { "gte", 1.5f },
        { "lt", 79228162514264337593543950335m },
        { "lte", BigInteger.Pow(10, 40) },
        { "eq", true },
        { "eq", 9007199254740992L },
        { "neq", -9007199254740992L },
        { "gt", 9007199254740993L },
        { "in", new object?[] { 1152921504606846976L, 18446744073709549568UL, BigInteger.Pow(2, 80), 9007199254740994m, 0.1m } },
        { "contains", "x" },
        { "regex", "^a" },
        { "is_null", null },
        { "is_true", null },
        { "in", new object?[] { "a" } },
        { "in", new object?[] { "a", "b" } },
        { "not_in", new object?[] { 1, 2L, 3.5, 4m } },
        { "in", Enumerable.Repeat<object?>(1, 500).ToArray() },
        { "between", new BetweenValue(1, 2.5) },
        { "between", new BetweenValue("a", "b") },
        { "relative_date", new RelativeDateValue("today") },
        { "relative_date", new RelativeDateValue("last_n_days", 1) },
        { "relative_date", new RelativeDateValue("next_n_days", 3650) },
    };

    public static TheoryData<string, object?, string> BadFilters => new()
    {
        { "eq", null, "requires a value; to find null, use the operators is_null and is_not_null" },
        { "gt", null, "requires a value, but the value is null" },
        { "contains", null, "requires a value, but the value is null" },
        { "eq", new object?[] { 1 }, "requires a string, a number or a boolean" },
        { "eq", double.NaN, "requires a string, a number or a boolean" },
        { "gt", double.PositiveInfinity, "requires a string, a number or a boolean" },
        { "gt", float.NegativeInfinity, "requires a string, a number or a boolean" },
        { "eq", new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc), "requires a string, a number or a boolean" },
        { "is_null", "x", "does not accept a value" },
        { "is_true", true, "does not accept a value" },
        { "in", null, "requires a list of values" },
        { "in", "a", "requires a list of values" },
        { "in", Array.Empty<object?>(), "accepts 1 to 500 values, not 0" },
        { "not_in", Enumerable.Repeat<object?>(1, 501).ToArray(), "accepts 1 to 500 values, not 501" },
        { "in", new object?[] { 1, "a" }, "values of one type" },
        { "in", new object?[] { true }, "values of one type" },
        { "in", new object?[] { null }, "has null in its list, which requires a separate rule" },
        { "in", new object?[] { "a", null }, "has null in its list, which requires a separate rule" },
        { "between", "a", "requires a value with 'from' and 'to'" },
        { "between", new BetweenValue(1, "b"), "a 'from' and a 'to' of the same type" },
        { "between", new BetweenValue(false, true), "a 'from' and a 'to' of the same type, strings or numbers" },
        { "eq", 9007199254740993L, "contains 9007199254740993, which the server reads as 9007199254740992" },
        { "neq", 18446744073709551615UL, "contains 18446744073709551615, which the server reads as 18446744073709551616" },
        { "in", new object?[] { 1L, 9007199254740995m }, "contains 9007199254740995, which the server reads as 9007199254740996" },
        { "not_in", new object?[] { BigInteger.Pow(10, 40) }, "contains 10000000000000000000000000000000000000000" },
        { "eq", BigInteger.Pow(10, 400), "which the server reads as infinity" },
        { "between", new BetweenValue(null!, null!), "a 'from' and a 'to' of the same type" },
        { "relative_date", "today", "requires a value with 'kind'" },
        { "relative_date", new RelativeDateValue("some_day"), "unknown kind 'some_day'" },
        { "relative_date", new RelativeDateValue("Today"), "unknown kind 'Today'" },
        { "relative_date", new RelativeDateValue("today", 3), "'today', which does not accept n" },
        { "relative_date", new RelativeDateValue("last_n_days"), "'last_n_days', which requires n from 1 to 3650" },
        { "relative_date", new RelativeDateValue("last_n_months", 0), "accepts n from 1 to 3650, not 0" },
        { "relative_date", new RelativeDateValue("next_n_days", 3651), "accepts n from 1 to 3650, not 3651" },
        { "EQ", "x", "the filter operator 'EQ' is unknown" },
        { "like", "x", "valid values are eq, neq, contains" },
        { "", "x", "the filter operator '' is unknown" },
    };

    [Theory]
    [MemberData(nameof(GoodFilters), DisableDiscoveryEnumeration = true)]
    public void A_filter_that_the_server_accepts_is_valid(string word, object? value) =>
        Assert.Null(Record.Exception(() => RuleValidator.Check(new FilterRule("c", word) { Value = value })));

    [Theory]
    [MemberData(nameof(BadFilters), DisableDiscoveryEnumeration = true)]
    public void A_filter_that_the_server_rejects_is_invalid(string word, object? value, string expected) =>
        AssertRejected(() => RuleValidator.Check(new FilterRule("c", word) { Value = value }), expected);

    [Fact]
    public void The_error_names_the_operator_and_the_column_of_a_filter() =>
        AssertRejected(() => RuleValidator.Check(new FilterRule("price", "in") { Value = "x" }), "the filter 'in' on 'price' requires a list");

    [Fact]
    public void The_placement_of_a_filter_is_validated()
    {
        var rule = new FilterRule("c", "is_null");

        AssertRejected(() => RuleValidator.Check(rule with { Placement = "pre-join" }), "has no aliasPath");
        AssertRejected(() => RuleValidator.Check(rule with { Placement = "mid-join" }), "the placement 'mid-join' is unknown");
        AssertRejected(() => RuleValidator.Check(rule with { Function = "MEDIAN" }), "the function 'MEDIAN' is unknown");
        RuleValidator.Check(rule with { Placement = "pre-join", AliasPath = "countries" });
        AssertRejected(() => RuleValidator.Check(rule with { Placement = "pre-join", AliasPath = "countries", Function = "SUM" }), "its placement cannot be pre-join");
        RuleValidator.Check(rule with { Placement = "post-join", Function = "SUM" });
    }

    [Fact]
    public void Every_rule_requires_a_column()
    {
        AssertRejected(() => RuleValidator.Check(new FilterRule("", "is_null")), "a filter does not specify a column");
        AssertRejected(() => RuleValidator.Check(new SortRule("", "asc")), "a sort does not specify a column");
        AssertRejected(() => RuleValidator.Check(new AggregationRule("", "SUM")), "an aggregation does not specify a column");
        AssertRejected(() => RuleValidator.Check(new DateBucketRule("", "DAY")), "a date bucket does not specify a column");
    }

    [Fact]
    public void The_keywords_of_the_other_rules_are_validated()
    {
        AssertRejected(() => RuleValidator.Check(new SortRule("c", "down")), "the sort direction 'down' is unknown; valid values are asc, desc");
        AssertRejected(() => RuleValidator.Check(new AggregationRule("c", "sum")), "the aggregate function 'sum' is unknown");
        AssertRejected(() => RuleValidator.Check(new DateBucketRule("c", "HOUR")), "the date unit 'HOUR' is unknown; valid values are DAY, WEEK");
        Assert.All(RuleKeywords.Directions, static word => RuleValidator.Check(new SortRule("c", word)));
        Assert.All(RuleKeywords.Functions, static word => RuleValidator.Check(new AggregationRule("c", word)));
        Assert.All(RuleKeywords.DateUnits, static word => RuleValidator.Check(new DateBucketRule("c", word)));
    }

    private static void AssertRejected(Action check, string expected)
    {
        var error = Assert.Throws<OwoxConfigurationException>(check);
        Assert.Equal(ErrorReason.RuleInvalid, error.Reason);
        Assert.StartsWith("The query cannot be sent: ", error.Message, StringComparison.Ordinal);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }
}
