using System.Globalization;
using Xunit;

namespace Owox.Client.Tests.Resources;

public sealed class RunPagerTests
{
    private const string Path = "/api/data-marts/m/runs";

    [Fact]
    public async Task A_run_is_returned_once_if_new_runs_shift_the_pages()
    {
        await using var server = new ApiServer().On(Path, Page("d", "c"), Page("c", "b"), Page("b", "a"), Page());

        Assert.Equal(["d", "c", "b", "a"], await AllAsync(server.Client().Runs.ListPagesAsync("m")));
        Assert.Equal(
            [Path + "?limit=100&offset=0", Path + "?limit=100&offset=2", Path + "?limit=100&offset=4", Path + "?limit=100&offset=6"],
            server.Requests.Select(static request => request.Target));
    }

    [Fact]
    public async Task A_server_with_short_pages_is_read_to_the_end()
    {
        await using var server = new ApiServer().On(Path, Page("3", "2"), Page("1"), Page());

        Assert.Equal(["3", "2", "1"], await AllAsync(server.Client().Runs.ListPagesAsync("m")));
    }

    [Fact]
    public async Task The_page_size_is_limited_to_the_requested_number()
    {
        await using var server = new ApiServer().On(Path, Page("1"));

        await server.Client().Runs.ListPagesAsync("m", maxItems: 7).FirstAsync(CancellationToken.None);

        Assert.Equal(Path + "?limit=7&offset=0", Assert.Single(server.Requests).Target);
    }

    [Fact]
    public async Task A_server_that_repeats_the_first_page_is_an_error()
    {
        await using var server = new ApiServer().On(Path, Page("1", "2"));

        var error = await Assert.ThrowsAsync<OwoxApiException>(() => AllAsync(server.Client().Runs.ListPagesAsync("m")));

        Assert.Equal(ErrorReason.UnexpectedResponse, error.Reason);
        Assert.Contains("its pages repeat: 4 consecutive pages had no new item", error.Message, StringComparison.Ordinal);
        Assert.Equal(5, server.Requests.Count);
    }

    [Fact]
    public async Task The_list_of_a_project_ends_if_the_server_ignores_the_offset()
    {
        const string Project = "/api/data-marts/runs";
        var ids = Enumerable.Range(0, 60_000).Select(static id => id.ToString(CultureInfo.InvariantCulture)).ToArray();
        await using var server = new ApiServer().On(Project, Page(ids), Page([.. ids.Select(static id => "x" + id)]));

        var pages = await server.Client().Runs.ListPagesAsync().ToListAsync(CancellationToken.None);

        Assert.Equal(120_000, pages.Sum(static page => page.Items.Count));
        Assert.Equal([false, true], pages.Select(static page => page.IsTruncated));
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task The_error_for_a_missing_run_explains_the_limit_of_the_list()
    {
        const string Project = "/api/data-marts/runs";
        var ids = Enumerable.Range(0, 100_001).Select(static id => id.ToString(CultureInfo.InvariantCulture)).ToArray();
        await using var server = new ApiServer().On(Project, Page(ids));

        var lost = await Assert.ThrowsAsync<OwoxNotFoundException>(() => server.Client().Runs.FindAsync("old", CancellationToken.None));

        Assert.Contains("only the newest 100,000 runs of a project. Specify the data mart", lost.Message, StringComparison.Ordinal);
    }

    private static async Task<IEnumerable<string>> AllAsync(IAsyncEnumerable<Page<Run>> pages) =>
        (await pages.ToListAsync(CancellationToken.None)).SelectMany(static page => page.Items).Select(static run => run.Id);

    private static Reply Page(params string[] ids) =>
        Replies.Json($$"""{"runs":[{{string.Join(',', ids.Select(static id => $$"""{"id":"{{id}}","status":"SUCCESS"}"""))}}]}""");
}
