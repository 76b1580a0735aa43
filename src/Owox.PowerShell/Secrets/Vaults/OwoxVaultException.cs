namespace Owox.PowerShell;

/// <summary>A secret vault was not found, is locked, or failed.</summary>
public sealed class OwoxVaultException(string reason, string message, Exception? inner = null) : OwoxException(reason, message, inner);
