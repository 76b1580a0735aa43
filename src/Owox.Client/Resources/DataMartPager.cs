using System.Text.Json.Serialization;
using Owox.Resources;
using Owox.Resources.Models;
using Owox.Resources.Paging;

namespace Owox;

/// <summary>Walks the pages of the list of data marts.</summary>
/// <param name="ownerFilter"><c>has_owners</c>, <c>no_owners</c>, or null for all.</param>
/// <param name="offset">How many to skip.</param>
public sealed class DataMartPager(string? ownerFilter, int offset)
{
    private readonly CursorPager<DataMartPage> _pages =
        new(OwnerFilterQuery.Append(DataMartsClient.Path, ownerFilter), OwoxJsonContext.Default.DataMartPage, offset);

    /// <summary>The next page; null after the last.</summary>
    /// <exception cref="OwoxApiException">Among others: the server gave an offset twice, and would go on for ever.</exception>
    public Task<DataMartPage?> NextAsync(ApiConnection connection, CancellationToken cancellationToken) => _pages.NextAsync(connection, cancellationToken);
}

/// <summary>One page of the list of data marts.</summary>
public sealed class DataMartPage : ApiModel, IOffsetPage
{
    [JsonRequired]
    public DataMart[] Items { get; init => field = Required.NotNull(value); } = [];

    /// <summary>How many there are on all pages; null when the server does not say.</summary>
    public long? Total { get; init; }

    /// <summary>Where the next page begins; null on the last one.</summary>
    public int? NextOffset { get; init; }
}
