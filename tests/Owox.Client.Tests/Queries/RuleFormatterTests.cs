using System.Globalization;
using Xunit;

namespace Owox.Client.Tests.Queries;

/// <summary>The display text of rules.</summary>
public sealed class RuleFormatterTests
{
    public static TheoryData<object, string> Rules() => new()
    {
        { new FilterRule("country", "eq") { Value = "it's" }, "country eq 'it''s'" },
        { new FilterRule("revenue", "gt") { Value = 1.5 }, "revenue gt 1.5" },
        { new FilterRule("flag", "eq") { Value = true }, "flag eq true" },
        { new FilterRule("note", "is_null"), "note is_null" },
        { new FilterRule("a", "in") { Value = new object?[] { "x", "y" } }, "a in 'x', 'y'" },
        { new FilterRule("a", "between") { Value = new BetweenValue(1, 2.5m) }, "a between 1 and 2.5" },
        { new FilterRule("d", "relative_date") { Value = new RelativeDateValue("last_n_days", 7) }, "d relative_date last_n_days 7" },
        { new FilterRule("d", "relative_date") { Value = new RelativeDateValue("today") }, "d relative_date today" },
        { new FilterRule("a", "gt") { Value = 1, Function = "SUM" }, "SUM(a) gt 1" },
        { new FilterRule("a", "gt") { Value = 1, Placement = "pre-join", AliasPath = "b.c" }, "a gt 1 (before the join with b.c)" },
        { new SortRule("a b", "desc"), "a b desc" },
        { new AggregationRule("a", "P50"), "P50(a)" },
        { new DateBucketRule("d", "DAY"), "d by DAY" },
        { new DateBucketRule("d", "DAY", "Europe/Kyiv"), "d by DAY in Europe/Kyiv" },
    };

    [Theory]
    [MemberData(nameof(Rules))]
    public void The_display_text_of_a_rule_is_the_same_in_every_culture(object rule, string text)
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
            Assert.Equal(text, rule.ToString());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
