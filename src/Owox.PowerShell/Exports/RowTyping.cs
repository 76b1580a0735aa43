namespace Owox.PowerShell.Exports;

/// <summary>That rows are to get their columns' types, and what is done with values that have another.</summary>
internal sealed record RowTyping(bool KeepText);
