using Xunit;

namespace Owox.Client.Tests.Resources;

public sealed class DataMartContractTests
{
    private const string Path = "/api/data-marts";

    [Fact]
    public async Task The_recorded_list_is_read_with_its_values()
    {
        await using var server = new ApiServer().On(Path, Sample.Load("data-marts.list").Reply);

        var page = await server.Client().DataMarts.ListPagesAsync().FirstAsync(CancellationToken.None);

        Assert.Equal(page.Items.Count, page.Total);
        var mart = page.Items[0];
        Assert.Equal("3a9f7583-859f-4780-9673-56da54a99289", mart.Id);
        Assert.Equal(("Bank of Canada FX rates", "PUBLISHED", "CONNECTOR"), (mart.Title, mart.Status, mart.DefinitionType));
        Assert.Equal(
            ("GOOGLE_BIGQUERY", "Analytics Warehouse", "BankOfCanada"), (mart.StorageType, mart.StorageTitle, mart.ConnectorSourceName));
        Assert.Equal((1, 0), (mart.TriggersCount, mart.ReportsCount));
        Assert.Equal("Ada Admin", mart.CreatedByUser!.ToString());
        Assert.Equal("admin@example.com", Assert.Single(mart.TechnicalOwnerUsers).Email);
        Assert.Empty(mart.BusinessOwnerUsers);
        Assert.Equal(new DateTimeOffset(2026, 11, 21, 0, 20, 48, TimeSpan.Zero), mart.CreatedAt);
        Assert.True(mart.AvailableForReporting);
        Assert.Empty(mart.AdditionalProperties);
        Assert.Equal("Marketing", Assert.Single(page.Items[1].Contexts).ToString());
        Assert.Equal("DRAFT", page.Items[1].Status);
    }

    [Fact]
    public async Task The_recorded_detail_has_its_definition_and_columns()
    {
        await using var server = new ApiServer().On(Path + "/x", Sample.Load("data-marts.get-sql").Reply);

        var mart = await server.Client().DataMarts.GetAsync("x", CancellationToken.None);

        Assert.NotNull(mart.Storage.Id);
        Assert.StartsWith("SELECT `id` AS `order_id`", Assert.IsType<string>(mart.Definition!["sqlQuery"]), StringComparison.Ordinal);
        Assert.Equal(("bigquery-data-mart-schema", 7), (mart.Schema!.Type, mart.ColumnCount));
        var column = mart.Schema.Fields[1];
        Assert.Equal(("order_date", "DATE", "Order date", "Date of purchase"), (column.Name, column.Type, column.Alias, column.Description));
        Assert.Equal((false, "CONNECTED", "NULLABLE"), (column.IsPrimaryKey, column.Status, column.Mode));
        Assert.Equal(["blendedFieldsConfig"], mart.AdditionalProperties.Keys);
        Assert.True(mart.Storage.AdditionalProperties.ContainsKey("config"));
    }

    [Fact]
    public async Task A_definition_contains_no_credentials_of_its_source()
    {
        await using var server = new ApiServer().On(Path + "/x", Replies.Json(
            """
            {"id":"1","title":"t","status":"s","storage":{"type":"x"},
             "definition":{"connector":{"source":{"configuration":[{"ApiToken":"seen","AccessToken":"hush","Password":"hush"}]}}}}
            """));

        var mart = await server.Client().DataMarts.GetAsync("x", CancellationToken.None);

        Assert.DoesNotContain("hush", System.Text.Json.JsonSerializer.Serialize(mart.Definition), StringComparison.Ordinal);
        Assert.Contains("seen", System.Text.Json.JsonSerializer.Serialize(mart.Definition), StringComparison.Ordinal);
        Assert.Null(mart.Schema);
        Assert.Null(mart.ColumnCount);
    }

    [Fact]
    public async Task Unknown_fields_and_values_of_a_newer_server_are_kept()
    {
        await using var server = new ApiServer().On(Path + "/x", Replies.Json(
            """
            {"id":"1","title":"t","status":"ARCHIVED","storage":{"type":"MOON_BASE"},"definitionType":"DREAM",
             "sharing":{"level":3,"tags":["a",null]},"big":12345678901,"dbPassword":"hush","oauth":{"refreshToken":"hush","scope":"s"}}
            """));

        var mart = await server.Client().DataMarts.GetAsync("x", CancellationToken.None);

        Assert.Equal(("ARCHIVED", "MOON_BASE", "DREAM"), (mart.Status, mart.StorageType, mart.DefinitionType));
        Assert.Equal(12345678901L, mart.AdditionalProperties["big"]);
        var sharing = Assert.IsType<System.Collections.Generic.Dictionary<string, object?>>(mart.AdditionalProperties["sharing"]);
        Assert.Equal(3L, sharing["level"]);
        Assert.Equal(["a", null], Assert.IsType<object?[]>(sharing["tags"]));
        Assert.Equal("***", mart.AdditionalProperties["dbPassword"]);
        var oauth = Assert.IsType<System.Collections.Generic.Dictionary<string, object?>>(mart.AdditionalProperties["oauth"]);
        Assert.Equal(("***", "s"), (oauth["refreshToken"], oauth["scope"]));
    }

    [Fact]
    public async Task An_unpaired_surrogate_in_an_optional_field_is_accepted()
    {
        await using var server = new ApiServer().On(
            Path + "/x", Replies.Json("""{"id":"1","title":"t","status":"s","storage":{"type":"x"},"note":"cut \ud83d"}"""));

        var mart = await server.Client().DataMarts.GetAsync("x", CancellationToken.None);

        Assert.StartsWith("cut ", Assert.IsType<string>(mart.AdditionalProperties["note"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_ID_is_escaped_in_the_path()
    {
        await using var server = new ApiServer();

        await Assert.ThrowsAsync<OwoxNotFoundException>(() => server.Client().DataMarts.GetAsync("a b?c#d", CancellationToken.None));

        Assert.Equal("/api/data-marts/a%20b%3Fc%23d", Assert.Single(server.Requests).Target);
    }
}
