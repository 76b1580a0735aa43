using Owox.PowerShell.Secrets.Keys;

namespace Owox.PowerShell.Secrets.Rotation;

/// <summary>The errors of a rotation.</summary>
internal sealed class RotationErrors(RotationVault vault)
{
    /// <summary>A step failed. Another run can continue.</summary>
    public OwoxVaultException Incomplete(string what, Exception? inner) => new(
        ErrorReason.RotationIncomplete,
        $"The rotation of the secret '{vault.SecretName}' in the vault '{vault.VaultName}' is incomplete: {what}. Run the command again to continue the rotation."
        + (inner is null ? "" : " " + inner.Message),
        inner);

    /// <summary>Another command changed the secrets, so the plan of this run is no longer valid.</summary>
    public OwoxVaultException Conflict(string what) => new(
        ErrorReason.RotationConflict,
        $"Another command changed the secret '{vault.SecretName}' or '{vault.StagingName}' in the vault '{vault.VaultName}', or its keys, during this rotation. "
        + $"The rotation was stopped and did not overwrite the secret. {what} Run the command again if the key in the secret still has to be rotated.");

    /// <summary>The staging secret contains a key that was created for something else.</summary>
    public OwoxVaultException Unrelated(IssuedKey staged, IssuedKey current) => NotPossible(
        $"The secret '{vault.StagingName}' in the vault '{vault.VaultName}' contains the {vault.Kind.Noun} {staged.Id}, which was not created to replace {current.Id} in '{vault.SecretName}'. "
        + $"The rotation requires this secret. If the key is not in use, revoke it (Revoke-{vault.Kind.CmdletNoun} {staged.Id}), and rotate again. Otherwise store the key under another name first.");

    /// <summary>The secret contains no key, or one that this member cannot rotate.</summary>
    public OwoxVaultException NotRotatable(StoredKey? current) => NotPossible(
        $"{vault.Kind.NotRotatable(current, $"secret '{vault.SecretName}' in the vault '{vault.VaultName}'")}. "
        + $"To store a new key in the secret, use New-{vault.Kind.CmdletNoun} -SecretName '{vault.SecretName}' {vault.VaultParameter} -Force.");

    public static OwoxVaultException NotPossible(string message) => new(ErrorReason.RotationNotPossible, message);
}
