using System.Text.Json.Nodes;
using Xunit;

namespace Owox.Sandbox.Tests;

/// <summary>Verifies that rules are applied to the rows.</summary>
public sealed class RuleTests : SandboxTest
{
    /// <summary>The last argument lists the IDs of the recorded orders that match the condition.</summary>
    [Theory]
    [InlineData("country", "neq", "\"Ukraine\"", "2,3,4,5,6,7,8,10")]
    [InlineData("country", "contains", "\"sch\"", "2,10")]
    [InlineData("country", "contains", "\"SCH\"", "")]
    [InlineData("country", "not_contains", "\"a\"", "3,4,5,8")]
    [InlineData("country", "starts_with", "\"Uk\"", "1,9")]
    [InlineData("country", "ends_with", "\"land\"", "2,10")]
    [InlineData("country", "regex", "\"^[A-Z].*e$\"", "1,4,8,9")]
    [InlineData("country", "not_regex", "\"^.{1,7}$\"", "2,3,4,6,10")]
    [InlineData("country", "in", "[\"Ukraine\",\"日本\"]", "1,5,9")]
    [InlineData("country", "not_in", "[\"Ukraine\",\"日本\"]", "2,3,4,6,7,8,10")]
    [InlineData("country", "is_empty", null, "")]
    [InlineData("country", "is_not_empty", null, "1,2,3,4,5,6,7,8,9,10")]
    [InlineData("is_paid", "is_null", null, "7")]
    [InlineData("is_paid", "is_not_null", null, "1,2,3,4,5,6,8,9,10")]
    [InlineData("is_paid", "is_true", null, "1,3,5,9")]
    [InlineData("is_paid", "is_false", null, "2,4,6,8,10")]
    [InlineData("revenue", "gt", "62.26", "10")]
    [InlineData("revenue", "gte", "62.26", "9,10")]
    [InlineData("revenue", "lt", "7.87", "1")]
    [InlineData("revenue", "lte", "7.87", "1,2")]
    [InlineData("cost", "gt", "9.5", "4,5,6,7,8,9,10")]
    [InlineData("cost", "between", "{\"from\":3,\"to\":10}", "2,3,4")]
    [InlineData("order_date", "gte", "\"2026-01-09\"", "9,10")]
    [InlineData("order_date", "between", "{\"from\":\"2026-01-02\",\"to\":\"2026-01-03\"}", "2,3")]
    [InlineData("created_ts", "gte", "\"2026-01-01T00:08:08.056008Z\"", "9,10")]
    [InlineData("created_ts", "lt", "\"2026-01-01T00:01:00Z\"", "1")]
    public async Task A_filter_selects_the_matching_rows(string column, string name, string? value, string ids)
    {
        var rule = $$"""[{"column":"{{column}}","operator":"{{name}}"{{(value is null ? string.Empty : $",\"value\":{value}")}}}]""";
        var response = await Client.GetAsync(Rows("recordedOrders", $"?column=order_id&{Rule("filter", rule)}"));
        Assert.Equal(200, response.Status);
        Assert.Equal(ids, string.Join(',', response.Lines.Select(line => JsonNode.Parse(line)!["order_id"])));
    }

    [Theory]
    [InlineData("today", null, 1)]
    [InlineData("yesterday", null, 1)]
    [InlineData("last_n_days", 3, 4)]
    [InlineData("last_n_months", 1, 31)]
    [InlineData("next_n_days", 2, 3)]
    [InlineData("this_week", null, 7)]
    [InlineData("this_month", null, 31)]
    [InlineData("this_year", null, 365)]
    public async Task A_relative_date_depends_on_the_current_date(string kind, int? count, int days)
    {
        Clock.Advance(new DateTimeOffset(2025, 7, 15, 12, 0, 0, TimeSpan.Zero) - Clock.GetUtcNow());
        var n = count is null ? string.Empty : $",\"n\":{count}";
        var filter = Rule("filter", $$$"""[{"column":"date","operator":"relative_date","value":{"kind":"{{{kind}}}"{{{n}}}}}]""");
        var aggregation = Rule("aggregation", """[{"column":"order_id","function":"MIN"}]""");
        var response = await Client.GetAsync(Rows("orders", $"?column=date&column=order_id&{filter}&{aggregation}"));
        Assert.Equal(Math.Min(days, 358), response.Lines.Length);
    }

    [Fact]
    public async Task A_week_begins_on_Monday()
    {
        Clock.Advance(new DateTimeOffset(2025, 7, 20, 12, 0, 0, TimeSpan.Zero) - Clock.GetUtcNow());
        var filter = Rule("filter", """[{"column":"date","operator":"relative_date","value":{"kind":"this_week"}}]""");
        var response = await Client.GetAsync(Rows("orders", $"?column=date&{filter}&{Rule("sort", """[{"column":"date","direction":"asc"}]""")}"));
        Assert.Equal("2025-07-14", JsonNode.Parse(response.Lines[0])!["date"]!.GetValue<string>());
    }

    /// <summary>Of 5000 notes, 555 are not empty, 889 are null, and the others are empty.</summary>
    [Theory]
    [InlineData("neq", "\"\"", 555 + 889)]
    [InlineData("not_in", "[\"\"]", 555 + 889)]
    [InlineData("not_contains", "\"ring\"", 5000 - 555)]
    [InlineData("not_regex", "\"^Please\"", 5000 - 555)]
    [InlineData("is_empty", null, 5000 - 555)]
    [InlineData("is_not_empty", null, 555)]
    [InlineData("eq", "\"\"", 5000 - 555 - 889)]
    [InlineData("contains", "\"ring\"", 555)]
    public async Task Conditions_with_not_are_true_for_null(string name, string? value, int count)
    {
        var rule = $$"""[{"column":"note","operator":"{{name}}"{{(value is null ? string.Empty : $",\"value\":{value}")}}}]""";
        Assert.Equal(count, (await Client.GetAsync(Rows("orders", $"?column=order_id&{Rule("filter", rule)}"))).Lines.Length);
    }

    [Theory]
    [InlineData("country", "STRING", "gt", "\"M\"")]
    [InlineData("country", "STRING", "between", "{\"from\":\"a\",\"to\":\"b\"}")]
    [InlineData("is_paid", "BOOLEAN", "eq", "true")]
    [InlineData("is_paid", "BOOLEAN", "neq", "true")]
    [InlineData("order_date", "DATE", "is_empty", null)]
    public async Task An_operator_that_does_not_fit_the_column_type_is_rejected(string column, string type, string name, string? value)
    {
        var rule = $$"""[{"column":"{{column}}","operator":"{{name}}"{{(value is null ? string.Empty : $",\"value\":{value}")}}}]""";
        var response = await Client.GetAsync(Rows("recordedOrders", $"?column=order_id&{Rule("filter", rule)}"));
        Assert.Equal(400, response.Status);
        var misfit = response.Json["details"]!["errors"]![0]!;
        Assert.Equal(("INVALID_OPERATOR_FOR_TYPE", type, name), ((string?)misfit["code"], (string?)misfit["type"], (string?)misfit["operator"]));
    }

    [Fact]
    public async Task Aggregates_have_labels_and_correct_values()
    {
        string[] functions = ["SUM", "AVG", "MIN", "MAX", "COUNT", "COUNT_DISTINCT", "P25", "P50", "P95"];
        var rules = string.Join(',', functions.Select(function => $$"""{"column":"revenue","function":"{{function}}"}"""));
        var response = await Client.GetAsync(Rows("orders", $"?column=revenue&{Rule("aggregation", $"[{rules}]")}"));
        var row = JsonNode.Parse(Assert.Single(response.Lines))!.AsObject();
        Assert.Equal(
            ["SUM", "AVG", "MIN", "MAX", "COUNT", "COUNTUNIQUE", "P25", "MEDIAN", "P95", "Row Count"],
            row.Select(field => field.Key.Replace("revenue | ", string.Empty, StringComparison.Ordinal)),
            StringComparer.Ordinal);
        var revenues = (await Client.GetAsync(Rows("orders", "?column=revenue"))).Lines
            .Select(line => JsonNode.Parse(line)!["revenue"]!.GetValue<decimal>()).Order().ToList();
        Assert.Equal((double)revenues.Sum(), row["revenue | SUM"]!.GetValue<double>(), 6);
        Assert.Equal((double)revenues[2500], row["revenue | MEDIAN"]!.GetValue<double>(), 6);
        Assert.Equal(revenues.Count, row["Row Count"]!.GetValue<int>());
    }

    [Fact]
    public async Task Aggregates_are_calculated_for_each_group()
    {
        var aggregation = Rule("aggregation", """[{"column":"revenue","function":"SUM"},{"column":"revenue","function":"P50"}]""");
        var response = await Client.GetAsync(Rows("orders", $"?column=country&column=revenue&{aggregation}"));
        var all = (await Client.GetAsync(Rows("orders", "?column=country&column=revenue"))).Lines
            .Select(line => JsonNode.Parse(line)!).ToLookup(row => row["country"]!.ToString(), StringComparer.Ordinal);
        foreach (var group in response.Lines.Select(line => JsonNode.Parse(line)!))
        {
            var expected = all[group["country"]!.ToString()].Sum(row => row["revenue"]!.GetValue<decimal>());
            Assert.Equal((double)expected, group["revenue | SUM"]!.GetValue<double>(), 6);
        }
    }

    [Theory]
    [InlineData("WEEK", "2024-12-29")]
    [InlineData("MONTH", "2025-01-01")]
    [InlineData("QUARTER", "2025-01-01")]
    [InlineData("YEAR", "2025-01-01")]
    public async Task Date_buckets_group_dates(string unit, string first)
    {
        var trunc = Rule("dateTrunc", $$"""[{"column":"date","unit":"{{unit}}"}]""");
        var response = await Client.GetAsync(Rows("orders", $"?column=date&limit=1&{trunc}"));
        Assert.Equal($$"""{"date":"{{first}}"}""", response.Lines[0]);
    }

    [Fact]
    public async Task A_timestamp_bucket_uses_its_time_zone()
    {
        var trunc = Rule("dateTrunc", """[{"column":"created_ts","unit":"DAY","timeZone":"Europe/Kyiv"}]""");
        var response = await Client.GetAsync(Rows("recordedOrders", $"?column=created_ts&limit=1&{trunc}"));
        Assert.Equal("""{"created_ts":"2025-12-31T22:00:00.000Z"}""", response.Lines[0]);
    }

    [Fact]
    public async Task Joined_columns_are_returned_by_name_and_by_double_star()
    {
        var named = await Client.GetAsync(Rows("orders", "?column=order_id&column=customers__name&limit=1"));
        var names = JsonNode.Parse(named.Lines[0])!.AsObject().Select(field => field.Key);
        Assert.Equal(["order_id", "customers__name"], names, StringComparer.Ordinal);
        var all = await Client.GetAsync(Rows("orders", "?columns=**"));
        Assert.Equal(5000, all.Lines.Length);
        Assert.Contains("\"customers__segment\":", all.Lines[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pre_join_filter_applies_to_the_rows_of_the_joined_data_mart()
    {
        const string Condition =
            """[{"column":"segment","operator":"eq","value":"loyal","placement":"pre-join","aliasPath":"customers"}]""";
        var filter = Rule("filter", Condition);
        var response = await Client.GetAsync(Rows("orders", $"?column=order_id&column=customers__segment&{filter}"));
        Assert.Equal(5000, response.Lines.Length);
        var segments = response.Lines.Select(line => JsonNode.Parse(line)!["customers__segment"]?.ToString() ?? "none");
        Assert.Equal(["loyal", "none"], segments.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal), StringComparer.Ordinal);
    }

    [Fact]
    public async Task An_invalid_pattern_is_a_storage_error()
    {
        var filter = Rule("filter", """[{"column":"country","operator":"regex","value":"("}]""");
        var response = await Client.GetAsync(Rows("orders", $"?{filter}"));
        Assert.Equal((424, "STORAGE_READ_FAILED"), (response.Status, response.Json["code"]!.ToString()));
    }

    [Fact]
    public async Task Values_cannot_inject_SQL()
    {
        var filter = Rule("filter", """[{"column":"country","operator":"eq","value":"x' OR '1'='1"}]""");
        Assert.Empty((await Client.GetAsync(Rows("orders", $"?{filter}"))).Lines);
    }
}
