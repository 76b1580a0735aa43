using System.Text.Json;
using Xunit;

namespace Owox.Client.Tests.Resources;

/// <summary>Publications could not be recorded. The samples follow the server's API description.</summary>
public sealed class PluginContractTests
{
    private const string Publication =
        """
        {"publicationId":"p1","pluginId":"g1","repository":"acme/charts","scope":"deployment","isActive":true,"allProjects":false,
         "audienceProjectIds":["x"],"currentSemver":"1.2.3","diagnostics":{"deliveryUrl":"https://d","commitSha":"c","accessMode":"app",
         "syncedAt":"2026-11-21T00:00:00.000Z","acceptedSemvers":["1.2.3"],"unchangedSemvers":[],
         "rejections":[{"tagName":"v2","githubReleaseId":null,"code":"MANIFEST_MISSING","detail":"none"}]}}
        """;

    [Fact]
    public async Task All_fields_of_a_publication_are_kept_and_the_request_is_as_documented()
    {
        await using var server = new ApiServer().On("/api/plugins/publications", Replies.Json(Publication));

        var published = await server.Client().Plugins.PublishAsync(
            "acme/charts", "deployment", new PluginAudience(["x"], AllProjects: false), CancellationToken.None);

        using var json = JsonDocument.Parse(Publication);
        Assert.Empty(Recorded.Lost(json.RootElement, published));
        Assert.Equal("""{"repository":"acme/charts","scope":"deployment","projectIds":["x"]}""", Assert.Single(server.Requests).Body);
    }

    [Fact]
    public async Task An_update_is_read()
    {
        const string Update =
            """{"pluginId":"g","repository":"a/b","currentVersionId":"v","currentSemver":"1.0.0","outcome":"dreaming","updated":false,"nextCheckAt":"2026-11-22T00:00:00.000Z","diagnostics":null}""";
        await using var server = new ApiServer().On("/api/plugins/update", Replies.Json(Update));

        var update = await server.Client().Plugins.UpdateAsync("a/b", CancellationToken.None);

        using var json = JsonDocument.Parse(Update);
        Assert.Empty(Recorded.Lost(json.RootElement, update));
    }

    [Theory]
    [InlineData("plugins.publications-deployment")]
    [InlineData("plugins.publications-viewer")]
    public async Task A_missing_permission_with_status_400_is_a_permission_error(string name)
    {
        await using var server = new ApiServer().On("/api/plugins/publications", Sample.Load(name).Reply);

        var error = await Assert.ThrowsAsync<OwoxPermissionException>(() => server.Client().Plugins.ListAsync("x", CancellationToken.None));

        Assert.Equal((400, ErrorReason.Forbidden), (error.StatusCode, error.Reason));
        Assert.Contains("does not have permission for GET /api/plugins/publications (400)", error.Message, StringComparison.Ordinal);
        Assert.Contains("is limited to", error.Message, StringComparison.Ordinal);
    }
}
