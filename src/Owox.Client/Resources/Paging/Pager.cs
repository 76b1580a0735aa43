using System.Runtime.CompilerServices;
using System.Text.Json.Serialization.Metadata;
using Owox.Http.Errors;
using Owox.Http.Requests;

namespace Owox.Resources.Paging;

/// <summary>Reads the pages of a list, each when it is requested. The server has two kinds of lists.</summary>
internal static class Pager
{
    // The largest page of the project's runs that a server returns.
    private const int MaxPageSize = 100;

    // New items shift the pages, so a page can repeat items. More consecutive pages without a new item are an error of the server.
    private const int MaxStalePages = 3;

    /// <summary>Reads a list whose pages contain the offset of the next page.</summary>
    /// <param name="connection">Sends the requests.</param>
    /// <param name="path">The path and query of the list, without the offset.</param>
    /// <param name="contract">The JSON of a page.</param>
    /// <param name="convert">Returns the page and the offset of the next one; null on the last page.</param>
    /// <param name="offset">How many items to skip.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="OwoxApiException">The server returned an error response, or the same offset twice, so the list would not end.</exception>
    public static async IAsyncEnumerable<Page<TItem>> ReadByCursorAsync<TPage, TItem>(
        ApiConnection connection,
        string path,
        JsonTypeInfo<TPage> contract,
        Func<TPage, (Page<TItem> Page, int? NextOffset)> convert,
        int offset,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
        where TPage : class
    {
        var seen = new HashSet<int>();
        int? next = offset;
        while (next is { } current)
        {
            if (!seen.Add(current))
            {
                throw Repeated(path, $"offset {current} was returned twice");
            }

            var pagePath = current == 0 ? path : AppendQuery(path, FormattableString.Invariant($"offset={current}"));
            var (page, nextOffset) = convert(await connection.GetAsync(pagePath, contract, cancellationToken).ConfigureAwait(false));
            next = nextOffset;
            yield return page;
        }
    }

    /// <summary>
    /// Reads a list whose offsets count from its newest item. A new item shifts the pages, so items that were on an earlier page are skipped.
    /// A short page is not necessarily the last one, because a server may limit the size of pages.
    /// </summary>
    /// <param name="path">The path and query of the list, without limit and offset.</param>
    /// <param name="read">Reads the page at a path with its query.</param>
    /// <param name="id">Returns the ID of an item.</param>
    /// <param name="maxItems">The maximum number of items on a page; null for the maximum of the server.</param>
    /// <param name="maxOffset">The last offset that the server does not ignore, or null if there is no such limit.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="OwoxApiException">The server returned an error response, or the same page repeatedly.</exception>
    public static async IAsyncEnumerable<Page<T>> ReadByOffsetAsync<T>(
        string path,
        Func<string, CancellationToken, Task<T[]>> read,
        Func<T, string> id,
        int? maxItems = null,
        int? maxOffset = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var limit = Math.Min(maxItems ?? MaxPageSize, MaxPageSize);
        var (offset, stale, isLast) = (0, 0, false);
        while (!isLast)
        {
            var query = FormattableString.Invariant($"limit={limit}&offset={offset}");
            var items = await read(AppendQuery(path, query), cancellationToken).ConfigureAwait(false);
            offset += items.Length;
            var isTruncated = items.Length > 0 && offset > maxOffset;
            isLast = items.Length == 0 || isTruncated;
            var page = new Page<T>(items.Where(item => seen.Add(id(item))).ToArray()) { IsTruncated = isTruncated };
            stale = page.Items.Count == 0 && items.Length > 0 ? stale + 1 : 0;
            yield return stale <= MaxStalePages ? page : throw Repeated(path, $"{stale} consecutive pages had no new item");
        }
    }

    private static string AppendQuery(string path, string query) => path + (path.IndexOf('?') < 0 ? "?" : "&") + query;

    private static OwoxApiException Repeated(string path, string how) =>
        ApiErrorFactory.Unexpected(new ApiRequest(HttpMethod.Get, path), 200, $"its pages repeat: {how}");
}
