using System.Text.Json.Nodes;
using Xunit;

namespace Owox.Sandbox.Tests;

/// <summary>Every kind of resource can be created, read, changed and deleted.</summary>
public sealed class ResourceTests : SandboxTest
{
    private const string Orders = "a1ae8a66-37ce-495f-8a1d-3d2022e2e8c1";
    private const string OfOrders = "/api/data-marts/" + Orders;

    private const string Report =
        $$$"""{"title":"New","dataMartId":"{{{Orders}}}","dataDestinationId":"e8bb0b36-4bff-4168-815d-e05b55220c96","destinationConfig":{"type":"x"}}""";

    private const string ChangedReport =
        """{"title":"Changed","dataDestinationId":"e8bb0b36-4bff-4168-815d-e05b55220c96","destinationConfig":{"type":"x"}}""";

    private const string Trigger = """{"type":"DATA_QUALITY_RUN","cronExpression":"0 4 * * 0","timeZone":"UTC","isActive":false}""";
    private const string Relationship = """{"targetDataMartId":"db204013-d4d3-4876-a671-fe602cc71750","targetAlias":"more","joinConditions":[]}""";

    [Theory]
    [InlineData("/api/contexts", """{"name":"New"}""", "PUT", """{"name":"Changed"}""", "name")]
    [InlineData("/api/data-storages", """{"type":"SNOWFLAKE"}""", "PUT", """{"title":"Changed","config":{}}""", "title")]
    [InlineData("/api/data-destinations", """{"title":"New","type":"LOOKER_STUDIO","credentials":{}}""", "PUT", """{"title":"Changed"}""", "title")]
    [InlineData("/api/reports", Report, "PUT", ChangedReport, "title")]
    [InlineData(OfOrders + "/relationships", Relationship, "PATCH", """{"targetAlias":"changed"}""", "targetAlias")]
    [InlineData(OfOrders + "/insight-templates", """{"title":"New"}""", "PUT", """{"title":"Changed"}""", "title")]
    [InlineData(OfOrders + "/insights", """{"title":"New"}""", "PUT", """{"title":"Changed"}""", "title")]
    [InlineData(OfOrders + "/insight-artifacts", """{"title":"New","sql":"SELECT 1"}""", "PUT", """{"title":"Changed","sql":"SELECT 2"}""", "title")]
    [InlineData(OfOrders + "/scheduled-triggers", Trigger, "PUT", """{"cronExpression":"0 5 * * *","timeZone":"UTC"}""", "cronExpression")]
    public async Task Creates_changes_and_deletes(string path, string body, string method, string change, string field)
    {
        var created = await SendAsync("POST", path, body);
        Assert.Equal(201, created.Status);
        var id = created.Json["id"]!.ToString();
        Assert.Equal(200, (await SendAsync(method, $"{path}/{id}", change)).Status);
        Assert.Equal(JsonNode.Parse(change)![field]!.ToString(), (await Client.GetAsync($"{path}/{id}")).Json[field]!.ToString());
        Assert.Contains(id, (await Client.GetAsync(path)).Text, StringComparison.Ordinal);
        Assert.InRange((await SendAsync("DELETE", $"{path}/{id}")).Status, 200, 204);
        Assert.Equal(404, (await Client.GetAsync($"{path}/{id}")).Status);
        Assert.DoesNotContain(id, (await Client.GetAsync(path)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_published_data_mart_with_a_table_is_streamed_until_it_is_deleted()
    {
        var id = (await SendAsync("POST", "/api/data-marts", """{"title":"New","storageId":"40f151e4-1b3a-4892-93bb-ea3673c17b33"}""")).Json["id"]!;
        var (path, rows) = ($"/api/data-marts/{id}", $"/api/external/http-data/data-marts/{id}.ndjson");
        await SendAsync("PUT", path + "/definition", """{"definitionType":"TABLE","definition":{"fullyQualifiedName":"owox-local.demo.small"}}""");
        Assert.Equal(404, (await Client.GetAsync(rows)).Status);
        await SendAsync("PUT", path + "/publish");
        Assert.Equal(10, (await Client.GetAsync(rows)).Lines.Length);
        var trigger = (await SendAsync("POST", path + "/scheduled-triggers", Trigger)).Json["id"]!.ToString();
        await SendAsync("DELETE", path);
        Assert.Equal(404, (await Client.GetAsync(rows)).Status);
        Assert.DoesNotContain(trigger, (await Client.GetAsync("/api/data-marts/scheduled-triggers")).Text, StringComparison.Ordinal);
    }

    private async Task<RawResponse> SendAsync(string method, string path, string? body = null)
    {
        var headers = Client.KeyHeaders(await Client.ExchangeAsync(Server.ApiKey));
        headers["content-type"] = "application/json";
        return await Client.SendAsync(method, path, headers, body);
    }
}
