using System.Globalization;
using System.Text.Json.Serialization.Metadata;
using Owox.Http.Errors;
using Owox.Http.Requests;

namespace Owox.Resources.Paging;

/// <summary>One page of a list that tells where the next one begins.</summary>
internal interface IOffsetPage
{
    /// <summary>Where the next page begins; null on the last one.</summary>
    int? NextOffset { get; }
}

/// <summary>Walks a list whose pages tell where the next one begins.</summary>
/// <param name="path">The path and query of the list, without the offset.</param>
/// <param name="contract">What a page looks like.</param>
/// <param name="offset">How many to skip.</param>
internal sealed class CursorPager<T>(string path, JsonTypeInfo<T> contract, int offset = 0)
    where T : class, IOffsetPage
{
    private readonly HashSet<int> _seen = [];
    private int? _next = offset;

    /// <summary>The next page; null after the last.</summary>
    /// <exception cref="OwoxApiException">Among others: the server gave an offset twice, and would go on for ever.</exception>
    public async Task<T?> NextAsync(ApiConnection connection, CancellationToken cancellationToken)
    {
        if (_next is not { } from)
        {
            return null;
        }

        if (!_seen.Add(from))
        {
            throw ApiErrorFactory.Unexpected(new ApiRequest(HttpMethod.Get, path), 200, $"its pages repeat: offset {from} was given twice");
        }

        var page = await connection.GetAsync(PagePath(from), contract, cancellationToken).ConfigureAwait(false);
        _next = page.NextOffset;
        return page;
    }

    private string PagePath(int from) => from == 0
        ? path
        : path + (path.IndexOf('?') < 0 ? "?" : "&") + "offset=" + from.ToString(CultureInfo.InvariantCulture);
}
