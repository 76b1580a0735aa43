using Xunit;

namespace Owox.Client.Tests.Resources;

public sealed class DataMartPagerTests
{
    private const string Path = "/api/data-marts";

    [Fact]
    public async Task All_pages_are_read()
    {
        await using var server = new ApiServer().On(Path, Page(2), Page(4), Page(null));

        var pages = await server.Client().DataMarts.ListPagesAsync().ToListAsync(CancellationToken.None);

        Assert.Equal(3, pages.Count);

        Assert.Equal([Path, Path + "?offset=2", Path + "?offset=4"], server.Requests.Select(static request => request.Target));
    }

    [Fact]
    public async Task The_owner_filter_and_the_offset_are_sent_for_each_page()
    {
        await using var server = new ApiServer().On(Path, Page(1007), Page(null));

        await server.Client().DataMarts.ListPagesAsync("no_owners", 7).ToListAsync(CancellationToken.None);

        Assert.Equal(
            [Path + "?ownerFilter=no_owners&offset=7", Path + "?ownerFilter=no_owners&offset=1007"],
            server.Requests.Select(static request => request.Target));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    public async Task A_repeated_offset_is_an_error(int repeated)
    {
        await using var server = new ApiServer().On(Path, Page(5), Page(repeated));

        var error = await Assert.ThrowsAsync<OwoxApiException>(async () => await server.Client().DataMarts.ListPagesAsync().ToListAsync(CancellationToken.None));

        Assert.Equal(ErrorReason.UnexpectedResponse, error.Reason);
        Assert.Contains($"its pages repeat: offset {repeated} was returned twice", error.Message, StringComparison.Ordinal);
        Assert.Equal(2, server.Requests.Count);
    }

    private static Reply Page(int? next) =>
        Replies.Json(
            $$"""{"items":[],"total":6,"nextOffset":{{next?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "null"}}}""");
}
