namespace Owox.PowerShell.Inventory;

/// <summary>A thing that was named: its ID, and its title where that is known.</summary>
internal sealed record Named(string Id, string? Title);
