namespace Owox.PowerShell;

/// <summary>A secret vault is not there, is locked, or did not do what it was asked.</summary>
public sealed class OwoxVaultException(string reason, string message, Exception? inner = null) : OwoxException(reason, message, inner);
