namespace Owox.PowerShell.ApiKeys;

/// <summary>The errors of a rotation that does not come to its end.</summary>
internal sealed class RotationFaults(RotationVault vault)
{
    /// <summary>A step failed, and another run can go on from there.</summary>
    public OwoxVaultException Incomplete(string what, Exception? inner) => new(
        ErrorReason.RotationIncomplete,
        $"The rotation of the secret '{vault.SecretName}' in the vault '{vault.VaultName}' is not finished: {what}. Run it again; it carries on from here."
        + (inner is null ? "" : " " + inner.Message),
        inner);

    /// <summary>Another command changed the secrets, so what this run planned does not hold any more.</summary>
    public OwoxVaultException Conflict(string what) => new(
        ErrorReason.RotationConflict,
        $"Another command changed the secret '{vault.SecretName}' or '{vault.StagingName}' in the vault '{vault.VaultName}', or its keys, while this rotation ran. "
        + $"The rotation was stopped and wrote nothing over the secret. {what} Run it again if the key in the secret is still to be rotated.");
}
