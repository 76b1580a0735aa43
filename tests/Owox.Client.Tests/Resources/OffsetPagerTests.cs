using Xunit;

namespace Owox.Client.Tests.Resources;

public sealed class OffsetPagerTests
{
    private const string Path = "/api/reports";

    [Fact]
    public async Task Pages_are_read_until_one_is_empty()
    {
        await using var server = new ApiServer().On(Path, Page("a", "b"), Page("c"), Page());

        Assert.Equal(["a", "b", "c"], await AllAsync(server, null));

        Assert.Equal(
            [Path + "?limit=100&offset=0", Path + "?limit=100&offset=2", Path + "?limit=100&offset=3"],
            server.Requests.Select(static request => request.Target));
    }

    [Fact]
    public async Task An_item_that_moves_to_the_next_page_is_returned_once()
    {
        await using var server = new ApiServer().On(Path, Page("a", "b"), Page("b", "c"), Page());

        Assert.Equal(["a", "b", "c"], await AllAsync(server, null));
    }

    [Fact]
    public async Task A_server_that_repeats_a_page_is_an_error()
    {
        await using var server = new ApiServer().On(Path, Page("a"), Page("a"), Page("a"), Page("a"), Page("a"));

        var error = await Assert.ThrowsAsync<OwoxApiException>(() => AllAsync(server, null));

        Assert.Contains("its pages repeat: 4 consecutive pages had no new item", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_owner_filter_is_sent_for_each_page()
    {
        await using var server = new ApiServer().On(Path, Page("a"), Page());

        await AllAsync(server, "no_owners");

        Assert.All(server.Requests, static request => Assert.StartsWith(Path + "?ownerFilter=no_owners&limit=100&offset=", request.Target, StringComparison.Ordinal));
    }

    private static async Task<IEnumerable<string>> AllAsync(ApiServer server, string? ownerFilter) =>
        (await server.Client().Reports.ListPagesAsync(ownerFilter).ToListAsync(CancellationToken.None))
            .SelectMany(static page => page.Items).Select(static report => report.Id);

    private static Reply Page(params string[] ids) =>
        Replies.Json("[" + string.Join(",", ids.Select(static id => $$$"""{"id":"{{{id}}}","title":"t","dataMart":{"id":"m"}}""")) + "]");
}
