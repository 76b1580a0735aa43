using Xunit;

namespace Owox.Sandbox.Tests;

/// <summary>Publishing follows the API description, because no successful publication was recorded.</summary>
public sealed class PluginTests : SandboxTest
{
    [Fact]
    public async Task A_plugin_is_published_listed_and_unpublished()
    {
        var published = await PostAsync("publications", """{"repository":"https://github.com/acme/charts","scope":"project"}""");
        Assert.Equal((200, "acme/charts"), (published.Status, published.Json["repository"]!.ToString()));
        var listed = (await Client.GetAsync("/api/plugins/publications?scope=project")).Json.AsArray();
        Assert.Equal(published.Json["publicationId"]!.ToString(), Assert.Single(listed)!["publicationId"]!.ToString());

        var taken = await PostAsync("publications/unpublish", """{"repository":"acme/charts","scope":"project"}""");
        Assert.False(taken.Json["isActive"]!.GetValue<bool>());
        Assert.Empty((await Client.GetAsync("/api/plugins/publications?scope=project")).Json.AsArray());
    }

    [Fact]
    public async Task A_published_plugin_can_be_updated_suspended_and_resumed()
    {
        const string Repository = """{"repository":"acme/charts"}""";
        Assert.Equal(404, (await PostAsync("update", Repository)).Status);
        await PostAsync("publications", """{"repository":"acme/charts","scope":"member"}""");
        Assert.Equal("up_to_date", (await PostAsync("update", Repository)).Json["outcome"]!.ToString());
        Assert.True((await PostAsync("suspend", Repository)).Json["suspended"]!.GetValue<bool>());
        Assert.False((await PostAsync("resume", Repository)).Json["suspended"]!.GetValue<bool>());
    }

    private async Task<RawResponse> PostAsync(string action, string body)
    {
        var headers = Client.KeyHeaders(await Client.ExchangeAsync(Server.ApiKey));
        headers["content-type"] = "application/json";
        return await Client.SendAsync("POST", $"/api/plugins/{action}", headers, body);
    }
}
