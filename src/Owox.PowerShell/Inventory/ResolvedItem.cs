using Owox.Redaction;

namespace Owox.PowerShell.Inventory;

/// <summary>A thing that was named, and what is known of it.</summary>
/// <param name="Id">Its ID.</param>
/// <param name="Title">Its title; null where it is not known.</param>
/// <param name="DataMartId">The ID of the data mart that it belongs to; null where it is not known.</param>
internal sealed record ResolvedItem(string Id, string? Title, string? DataMartId = null)
{
    /// <summary>What messages call it: its title where that is known, and which one of that title it is.</summary>
    public string FullName => ServerTextSanitizer.Sanitize(Title is null ? Id : $"{Title} ({Id})", [])!;
}
