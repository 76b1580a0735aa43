using Xunit;

namespace Owox.Client.Tests.Resources;

public sealed class InsightTemplateTests
{
    private const string Path = "/api/data-marts/insight-templates";
    private const string Orders = "a1ae8a66-37ce-495f-8a1d-3d2022e2e8c1";

    [Fact]
    public async Task The_recorded_list_is_read_with_its_values()
    {
        await using var server = new ApiServer().On(Path, Sample.Load("insight-templates.project-list").Reply, Replies.Json("""{"insights":[]}"""));

        var pages = await server.Client().InsightTemplates.ListPagesAsync().ToListAsync(CancellationToken.None);

        Assert.Equal(2, pages.Count);
        Assert.Empty(pages[1].Items);
        var all = pages[0].Items;
        Assert.Equal(["Weekly revenue summary", "Country digest", "Top countries"], all.Select(static template => template.ToString()));
        Assert.Equal((Orders, "Orders", 0, true), (all[0].DataMartId, all[0].DataMartTitle, all[0].SourcesCount, all[0].CanDelete));
        Assert.Null(all[0].Template);
        Assert.Empty(all[0].AdditionalProperties);
    }

    [Fact]
    public async Task The_recorded_list_of_a_data_mart_has_its_ID()
    {
        await using var server = new ApiServer().On("/api/data-marts/m/insight-templates", Sample.Load("insight-templates.mart-list").Reply);

        var all = await server.Client().InsightTemplates.ListByDataMartAsync("m", CancellationToken.None);

        Assert.Equal(2, all.Length);
        Assert.All(all, static template => Assert.Equal(("m", null), (template.DataMartId, template.DataMartTitle)));
    }

    [Fact]
    public async Task The_recorded_detail_has_its_template()
    {
        await using var server = new ApiServer().On("/api/data-marts/m/insight-templates/t", Sample.Load("insight-templates.get").Reply);

        var template = await server.Client().InsightTemplates.GetAsync("m", "t", CancellationToken.None);

        Assert.Equal("### Weekly revenue\n{{table source=\"main\"}}", template.Template);
        Assert.Equal(("m", 0), (template.DataMartId, template.SourcesCount));
        Assert.Empty(template.Sources!);
        Assert.Equal(["lastManualDataMartRun"], template.AdditionalProperties.Keys);
    }

    [Theory]
    [InlineData("/api/data-marts/insight-templates", "$.insights")]
    [InlineData("/api/data-marts/m/insight-templates", "$.data")]
    public async Task A_list_without_its_field_is_an_error(string path, string field)
    {
        await using var server = new ApiServer().On(path, Replies.Json("""{"templates":[]}"""));
        var client = server.Client();

        var error = await Assert.ThrowsAsync<OwoxApiException>(async () => _ = path == Path
            ? (await client.InsightTemplates.ListPagesAsync().FirstAsync(CancellationToken.None)).Items
            : await client.InsightTemplates.ListByDataMartAsync("m", CancellationToken.None));

        Assert.Contains($"it lacks the field {field}", error.Message, StringComparison.Ordinal);
    }
}
