namespace Owox.PowerShell.Secrets.Rotation;

/// <summary>The errors of a rotation.</summary>
internal sealed class RotationErrors(RotationVault vault)
{
    /// <summary>A step failed, and another run can continue from there.</summary>
    public OwoxVaultException Incomplete(string what, Exception? inner) => new(
        ErrorReason.RotationIncomplete,
        $"The rotation of the secret '{vault.SecretName}' in the vault '{vault.VaultName}' is not finished: {what}. Run it again; it carries on from here."
        + (inner is null ? "" : " " + inner.Message),
        inner);

    /// <summary>Another command changed the secrets, so the plan of this run is no longer valid.</summary>
    public OwoxVaultException Conflict(string what) => new(
        ErrorReason.RotationConflict,
        $"Another command changed the secret '{vault.SecretName}' or '{vault.StagingName}' in the vault '{vault.VaultName}', or its keys, while this rotation ran. "
        + $"The rotation was stopped and wrote nothing over the secret. {what} Run it again if the key in the secret is still to be rotated.");

    /// <summary>The staging secret contains a key that was created for something else.</summary>
    public OwoxVaultException Unrelated(ApiKeyInfo staged, ApiKeyInfo current) => NotPossible(
        $"The secret '{vault.StagingName}' in the vault '{vault.VaultName}' holds the API key {staged.ApiKeyId}, which is not made to replace {current.ApiKeyId} in '{vault.SecretName}'. "
        + $"The rotation needs this secret. If nothing uses it, revoke its key (Revoke-OwoxApiKey {staged.ApiKeyId}), and rotate again. Otherwise store the key under another name first.");

    /// <summary>The secret contains no key, or one that this member cannot rotate.</summary>
    public OwoxVaultException NoKeyOfMember(ApiKey? current) => NotPossible(
        (current is null
            ? $"The secret '{vault.SecretName}' in the vault '{vault.VaultName}' holds no API key"
            : $"The API key {current.Id} in the secret '{vault.SecretName}' is not among your keys: it was revoked, or it belongs to another member, who alone can rotate it")
        + $". To put a new key there, use New-OwoxApiKey -SecretName '{vault.SecretName}' -Vault '{vault.VaultName}' -Force.");

    public static OwoxVaultException NotPossible(string message) => new(ErrorReason.RotationNotPossible, message);
}
