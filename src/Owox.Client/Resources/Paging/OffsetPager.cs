using Owox.Http.Errors;
using Owox.Http.Requests;

namespace Owox.Resources.Paging;

/// <summary>Walks a list whose pages are counted from its newest end. What is new shifts the pages, so repeats are dropped.</summary>
/// <param name="path">The path of the list, with what else its query holds.</param>
/// <param name="read">Gets the page at a path with its query.</param>
/// <param name="id">What makes an item itself.</param>
/// <param name="farthest">The last offset that the server heeds, or null if there is none.</param>
internal sealed class OffsetPager<T>(
    string path, Func<ApiConnection, string, CancellationToken, Task<T[]>> read, Func<T, string> id, int? farthest = null)
{
    private const int LargestPage = 100;
    private const int MostStaleNeighbours = 3;

    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private int _offset;
    private int _stale;
    private bool _isOver;

    /// <summary>Whether the server heeds no offset as far out as the next page.</summary>
    public bool IsCutOff { get; private set; }

    /// <summary>What the next page holds that no page before held; null after the last.</summary>
    /// <param name="connection">Sends the request.</param>
    /// <param name="wanted">How many more are wanted at the most; null for all.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    /// <exception cref="OwoxApiException">Among others: the server sends the same page again and again.</exception>
    public async Task<T[]?> NextAsync(ApiConnection connection, int? wanted, CancellationToken cancellationToken)
    {
        if (_isOver)
        {
            return null;
        }

        var limit = Math.Min(wanted ?? LargestPage, LargestPage);
        var query = FormattableString.Invariant($"{(path.IndexOf('?') < 0 ? '?' : '&')}limit={limit}&offset={_offset}");
        var page = await read(connection, path + query, cancellationToken).ConfigureAwait(false);
        _offset += page.Length;
        IsCutOff = page.Length > 0 && _offset > farthest;

        // A short page is not taken for the last one: a server may hold its pages shorter than it was asked to.
        _isOver = page.Length == 0 || IsCutOff;
        var fresh = page.Where(item => _seen.Add(id(item))).ToArray();
        _stale = fresh.Length == 0 && page.Length > 0 ? _stale + 1 : 0;
        return _stale <= MostStaleNeighbours ? fresh : throw ApiErrorFactory.Unexpected(
            new ApiRequest(HttpMethod.Get, path), 200, $"its pages repeat: nothing new came with {_stale} in a row");
    }
}
