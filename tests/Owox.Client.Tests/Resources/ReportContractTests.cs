using Xunit;

namespace Owox.Client.Tests.Resources;

public sealed class ReportContractTests
{
    private const string Path = "/api/reports";

    [Fact]
    public async Task A_recorded_report_is_read_with_its_values()
    {
        await using var server = new ApiServer().On(Path + "/x", Sample.Load("reports.get").Reply);

        var report = await server.Client().Reports.GetAsync("x", CancellationToken.None);

        Assert.Equal(("31f18df8-ddb3-537b-a999-51d060ae3755", "Revenue by country"), (report.Id, report.ToString()));
        Assert.Equal(("a1ae8a66-37ce-495f-8a1d-3d2022e2e8c1", "Orders", "PUBLISHED"), (report.DataMartId, report.DataMartTitle, report.DataMart.Status));
        Assert.Equal(("a9d082d9-5bb1-4800-8e93-7000023be345", "Executive Looker Studio"), (report.DestinationId, report.DestinationTitle));
        Assert.Equal(["country", "order_date", "revenue"], report.ColumnConfig!);
        Assert.Equal(100, report.LimitConfig);
        var filter = Assert.IsType<Dictionary<string, object?>>(Assert.Single(report.FilterConfig!));
        Assert.Equal(("revenue", "gt", 5L), (filter["column"], filter["operator"], filter["value"]));
        Assert.Single(report.SortConfig!);
        Assert.Single(report.AggregationConfig!);
        Assert.Single(report.DateTruncConfig!);
        Assert.Equal((0, null, true), (report.RunsCount, report.LastRunAt, report.CanRun));
        Assert.Equal("Ada Admin", Assert.Single(report.OwnerUsers).FullName);
        Assert.Equal(["destinationConfig", "uniqueCountConfig"], report.AdditionalProperties.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_rules_of_a_report_without_rules_are_null()
    {
        await using var server = new ApiServer().On(Path + "/x", Sample.Load("reports.get-joined").Reply);

        var report = await server.Client().Reports.GetAsync("x", CancellationToken.None);

        Assert.Null(report.FilterConfig);
        Assert.Null(report.SortConfig);
        Assert.Null(report.AggregationConfig);
        Assert.Null(report.DateTruncConfig);
        Assert.Null(report.LimitConfig);
    }

    [Fact]
    public async Task The_secret_of_the_destination_is_redacted()
    {
        var sample = Sample.Load("reports.get");
        await using var server = new ApiServer().On(Path + "/x", sample.Reply);

        var report = await server.Client().Reports.GetAsync("x", CancellationToken.None);

        var secret = sample.Json.GetProperty("dataDestinationAccess").GetProperty("credentials").GetProperty("destinationSecretKey").GetString()!;
        Assert.Equal(secret, SecureStringExtensions.ToPlainText(report.Destination!.GetSecretKey()!));
        Assert.Equal("***", report.Destination.Credentials!["destinationSecretKey"]);
        Assert.DoesNotContain(secret, System.Text.Json.JsonSerializer.Serialize(report.AdditionalProperties), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Optional_fields_may_be_missing_on_older_servers()
    {
        await using var server = new ApiServer().On(Path + "/x", Replies.Json("""{"id":"1","title":"t","dataMart":{"id":"m"},"news":{"level":2}}"""));

        var report = await server.Client().Reports.GetAsync("x", CancellationToken.None);

        Assert.Equal(("m", null, null), (report.DataMartId, report.DataMartTitle, report.Destination));
        Assert.Empty(report.OwnerUsers);
        Assert.Contains("news", report.AdditionalProperties.Keys);
    }

    [Theory]
    [InlineData("""{"id":"1","title":"t"}""", "it lacks the field $.dataMart")]
    [InlineData("""{"id":"1","title":"t","dataMart":{"title":"m"}}""", "it lacks the field $.dataMart.id")]
    [InlineData("""{"id":"1","dataMart":{"id":"m"}}""", "it lacks the field $.title")]
    public async Task A_report_without_a_required_field_is_an_error(string body, string expected)
    {
        await using var server = new ApiServer().On(Path + "/x", Replies.Json(body));

        var error = await Assert.ThrowsAsync<OwoxApiException>(() => server.Client().Reports.GetAsync("x", CancellationToken.None));

        Assert.Equal(ErrorReason.UnexpectedResponse, error.Reason);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reports_of_one_data_mart_have_a_separate_list()
    {
        await using var server = new ApiServer().On(Path + "/data-mart/a%23b", Sample.Load("reports.by-data-mart-unknown").Reply);

        Assert.Empty(await server.Client().Reports.ListByDataMartAsync("a#b", CancellationToken.None));
    }

    [Theory]
    [InlineData(null, "/api/external/http-data/reports/a%23b.ndjson")]
    [InlineData(7L, "/api/external/http-data/reports/a%23b.ndjson?limit=7")]
    public void The_request_for_rows_contains_only_the_limit(long? limit, string target) =>
        Assert.Equal(target, new ReportQuery("a#b", "m") { Limit = limit }.ToPathAndQuery());

    [Fact]
    public void A_limit_below_one_is_rejected() =>
        Assert.Equal(
            ErrorReason.RuleInvalid,
            Assert.Throws<OwoxConfigurationException>(() => new ReportQuery("r", "m") { Limit = 0 }.ToPathAndQuery()).Reason);

    [Fact]
    public async Task Recorded_rows_are_verified_with_the_run_record()
    {
        const string Stream = "/api/external/http-data/reports/r.ndjson";
        await using var server = new ApiServer()
            .On(Stream, Sample.Load("stream-report.ok-aggregated").Reply)
            .On("/api/data-marts/m/runs/7f25f9f7-4725-4131-b085-ef78d59d6f70", Sample.Load("runs.detail-http-data-report-aggregated").Reply);
        var client = server.Client();
        var rows = new RowList();

        using var stream = await client.Rows.OpenAsync(new ReportQuery("r", "m"), CancellationToken.None);
        while (await stream.ReadAsync(rows, CancellationToken.None))
        {
        }

        Assert.Equal(8, stream.RowsReceived);
        Assert.True((await stream.VerifyAsync(client, CancellationToken.None)).IsVerified);
    }
}
