namespace Owox.PowerShell;

/// <summary>An API key that was just created, and where its value is.</summary>
public sealed class OwoxCreatedApiKey : OwoxApiKey
{
    internal OwoxCreatedApiKey(ApiKeyInfo info, string origin, DateTimeOffset now)
        : base(info, ApiKeyStatus.Active, origin, now)
    {
    }

    /// <summary>The secret that holds the value; null where it went into no vault.</summary>
    public string? SecretName { get; internal init; }

    public string? Vault { get; internal init; }

    /// <summary>The whole key value, a SecureString (or, where asked for by name, text); null where it went into a vault. A secret.</summary>
    public object? Value { get; internal init; }
}
