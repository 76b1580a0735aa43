namespace Owox.PowerShell.Secrets.Keys;

/// <summary>Revokes a key that was created but could not be stored or masked: its value is lost.</summary>
internal static class UnstoredKey
{
    /// <param name="kind">The kind of the key.</param>
    /// <param name="key">The key.</param>
    /// <param name="undone">What was done about the secret, as a sentence with a leading space; empty for nothing.</param>
    /// <param name="exception">Why the key could not be stored.</param>
    /// <returns>The error to report.</returns>
    public static OwoxVaultException Revoke(KeyKind kind, IssuedKey key, string undone, Exception exception)
    {
        var reason = exception is OwoxVaultException vaultException ? vaultException.Reason : ErrorReason.VaultFailed;
        try
        {
            kind.Revoke(key.Id, always: true);
            return new OwoxVaultException(
                reason, $"The new {kind.Noun} '{key.Name}' ({key.Id}) could not be {Verb(reason)}, so it was revoked.{undone} {exception.Message}", exception);
        }
        catch (Exception e)
        {
            return new OwoxVaultException(
                reason,
                $"The new {kind.Noun} '{key.Name}' ({key.Id}) could not be {Verb(reason)} and could not be revoked. Revoke it manually with "
                + $"Revoke-{kind.CmdletNoun} {key.Id}.{undone} {exception.Message} {e.Message}",
                exception);
        }
    }

    private static string Verb(string reason) => reason == ErrorReason.MaskFailed ? "masked in the log" : "stored";
}

/// <summary>The location of the value of a new key.</summary>
internal sealed record KeyPlace
{
    /// <summary>The secret that contains the value, or null if it was not stored in a vault.</summary>
    public string? SecretName { get; init; }

    public string? Vault { get; init; }

    /// <summary>The complete value, if it was not stored. It is secret.</summary>
    public object? Value { get; init; }

    /// <summary>The name of the secret, because the value is secret.</summary>
    public override string ToString() => SecretName ?? "";
}
