namespace Owox;

/// <summary>One page of a list.</summary>
/// <param name="Items">The items of the page that no earlier page contained.</param>
public sealed record Page<T>(IReadOnlyList<T> Items)
{
    /// <summary>The number of items on all pages, or null if the server does not report it.</summary>
    public long? Total { get; init; }

    /// <summary>Whether the server ignores the offset of the next page, so that older items cannot be listed.</summary>
    public bool IsTruncated { get; init; }
}
