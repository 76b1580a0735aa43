using Owox.Resources;

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
