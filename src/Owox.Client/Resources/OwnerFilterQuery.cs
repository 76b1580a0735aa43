namespace Owox.Resources;

/// <summary>The query parameter of lists that filters items with or without owners.</summary>
internal static class OwnerFilterQuery
{
    /// <param name="path">The path of the list.</param>
    /// <param name="ownerFilter"><c>has_owners</c>, <c>no_owners</c>, or null for all.</param>
    public static string Append(string path, string? ownerFilter) =>
        ownerFilter is null ? path : path + "?ownerFilter=" + Uri.EscapeDataString(ownerFilter);
}
