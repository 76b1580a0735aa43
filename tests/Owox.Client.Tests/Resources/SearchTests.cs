using Xunit;

namespace Owox.Client.Tests.Resources;

public sealed class SearchTests
{
    private const string Path = "/api/search";

    [Fact]
    public async Task The_recorded_results_are_read_in_their_order()
    {
        await using var server = new ApiServer().On(Path, Sample.Load("search.entity-types-two").Reply);

        var hits = await server.Client().Projects.SearchAsync(
            new SearchQuery("looker & co") { Limit = 4, EntityTypes = ["DATA_DESTINATION", "DATA_MART"], ExcludeDrafts = true }, CancellationToken.None);

        Assert.Equal(
            Path + "?q=looker%20%26%20co&limit=4&entityTypes=DATA_DESTINATION%2CDATA_MART&excludeDrafts=true", Assert.Single(server.Requests).Target);
        Assert.Equal([64d, 60d, 60d, 60d], hits.Select(static hit => hit.FinalScore));
        var first = hits[0];
        Assert.Equal(("DATA_DESTINATION", "c96cd9eb-2c96-4f0a-b1e7-fef52cf35f86", "Local Looker destination"), (first.EntityType, first.EntityId, first.ToString()));
        Assert.Equal((100d, 45d, null), (first.KeywordScore, first.VectorScore, first.Description));
        Assert.Equal((first.EntityId, null, null), (first.DestinationId, first.StorageId, first.DataMartId));
        Assert.Empty(first.AdditionalProperties);
    }

    [Fact]
    public async Task Entity_types_and_fields_of_a_newer_server_are_kept()
    {
        await using var server = new ApiServer().On(Path, Replies.Json("""[{"entityType":"REPORT","entityId":"r","vecScore":null,"why":"title"}]"""));

        var hit = Assert.Single(await server.Client().Projects.SearchAsync(new SearchQuery("xy"), CancellationToken.None));

        Assert.Equal((null, null, null), (hit.DataMartId, hit.StorageId, hit.DestinationId));
        Assert.Equal("title", hit.AdditionalProperties["why"]);
    }

    [Theory]
    [InlineData("a", null)]
    [InlineData("  a  ", null)]
    [InlineData("abc", 0)]
    [InlineData("abc", 51)]
    public async Task A_search_that_the_server_would_reject_is_not_sent(string text, int? limit)
    {
        await using var server = new ApiServer();

        var error = await Assert.ThrowsAsync<OwoxConfigurationException>(
            () => server.Client().Projects.SearchAsync(new SearchQuery(text) { Limit = limit }, CancellationToken.None));

        Assert.Equal(ErrorReason.RequestInvalid, error.Reason);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task A_text_has_at_most_256_characters()
    {
        await using var server = new ApiServer().On(Path, Replies.Json("[]"));

        Assert.Empty(await server.Client().Projects.SearchAsync(new SearchQuery(new string('q', 256)), CancellationToken.None));
        await Assert.ThrowsAsync<OwoxConfigurationException>(() => server.Client().Projects.SearchAsync(new SearchQuery(new string('q', 257)), CancellationToken.None));
    }
}
