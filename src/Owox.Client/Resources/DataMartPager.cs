using System.Collections.Generic;
using System.Globalization;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using Owox.Http;

namespace Owox;

/// <summary>Walks the pages of the list of data marts.</summary>
/// <param name="ownerFilter"><c>has_owners</c>, <c>no_owners</c>, or null for all.</param>
/// <param name="offset">How many to skip.</param>
public sealed class DataMartPager(string? ownerFilter, int offset)
{
    private const string Path = "/api/data-marts";

    private readonly HashSet<int> _seen = [];
    private int? _next = offset;

    /// <summary>The next page; null after the last.</summary>
    /// <exception cref="OwoxApiException">Among others: the server gave an offset twice, and would go on for ever.</exception>
    public async Task<DataMartPage?> NextAsync(OwoxClient client, CancellationToken cancellationToken)
    {
        if (_next is not { } from)
        {
            return null;
        }

        if (!_seen.Add(from))
        {
            throw Refusals.Unexpected(
                new ApiRequest(HttpMethod.Get, Path), 200, $"its pages repeat: offset {from} was given twice");
        }

        var page = await client.GetAsync(At(from), Contracts.Default.DataMartPage, cancellationToken).ConfigureAwait(false);
        _next = page.NextOffset;
        return page;
    }

    private string At(int from)
    {
        var path = OwoxClient.WithOwnerFilter(Path, ownerFilter);
        return from == 0
            ? path
            : path + (ownerFilter is null ? "?" : "&") + "offset=" + from.ToString(CultureInfo.InvariantCulture);
    }
}
