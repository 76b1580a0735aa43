using System.Security;
using System.Text.RegularExpressions;
using Owox.PowerShell.Secrets.ApiKeys;
using Owox.PowerShell.Secrets.Stores;
using Owox.PowerShell.Secrets.Vaults;

namespace Owox.PowerShell.Secrets.Rotation;

/// <summary>The content of the secret and of its staging secret at one point in time.</summary>
/// <param name="Secret">The secret in its stored type; null if it does not exist.</param>
/// <param name="Staged">The staging secret; null if it does not exist.</param>
internal sealed record RotationState(object? Secret, object? Staged)
{
    /// <summary>The key in the secret; null if the secret does not exist or contains no key.</summary>
    public ApiKey? Current { get; } = SecretValue.TryReadKey(Secret);

    /// <summary>The key from an unfinished run; null if there is none.</summary>
    public ApiKey? Next => SecretValue.TryReadKey(Staged);

    /// <summary>Whether the staging secret exists and contains neither a key nor the placeholder.</summary>
    public bool IsStagingForeign => Staged is not null && Next is null && !SecretValue.IsWithoutKey(Staged);

    /// <summary>The secret whose format is used for the key: the staging secret if only that contains a key.</summary>
    public object Template => (Current is not null ? Secret : Next is not null ? Staged : null) ?? Empty;

    private static SecureString Empty { get; } = SecureStringExtensions.ToSecureString("");

    /// <summary>Whether both secrets hold the same keys as before.</summary>
    public bool HasSameKeys(RotationState other) => IsSame(Current, other.Current) && IsSame(Next, other.Next);

    /// <summary>Whether two values are the same key. A vault can keep an ID but change the secret.</summary>
    public static bool IsSame(ApiKey? one, ApiKey? other) =>
        one is null || other is null ? one is null && other is null : one.Id == other.Id && one.Secret == other.Secret && one.Origin.Equals(other.Origin);
}

/// <summary>
/// The temporary name of a key that replaces another one. A later run recognizes the key by this name, even if the earlier run was terminated
/// before it could store anything.
/// </summary>
internal static class ReplacementName
{
    private static readonly Regex Mark = new(
        @"^(?<base>.*) \(replaces (?<old>pmk_[^\s)]+)\)$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.Singleline,
        TimeSpan.FromSeconds(1));

    public static string Create(string name, string oldKeyId)
    {
        var suffix = $" (replaces {oldKeyId})";
        var room = Math.Max(0, ApiKeyValidation.MaxName - suffix.Length);
        return (name.Length > room ? name.Substring(0, room) : name) + suffix;
    }

    /// <summary>The ID of the key that this key replaces; null if it replaces none.</summary>
    public static string? Replaces(string name) => Mark.Match(name) is { Success: true } match ? match.Groups["old"].Value : null;

    /// <summary>The name without the marker.</summary>
    public static string Base(string name) => Mark.Match(name) is { Success: true } match ? match.Groups["base"].Value : name;
}

/// <summary>
/// Uses a staging secret to test, before a key is created, whether a vault accepts its name and keeps the type and the metadata of the
/// secret.
/// </summary>
/// <param name="vault">The vault.</param>
/// <param name="store">Writes to the vault.</param>
/// <param name="secret">The secret to rotate, as listed by the vault; null if it is not listed.</param>
/// <param name="metadata">The metadata of the secret.</param>
internal sealed class StagingCheck(IWritableSecretStore vault, ApiKeyVaultWriter store, StoredSecret? secret, SecretMetadata metadata)
{
    // The type that vaults list if they do not know the type.
    private const string UnknownType = "Unknown";

    /// <exception cref="OwoxVaultException">The vault rejects the secret, or does not keep its type or metadata.</exception>
    public void Run(string secretName, string stagingName, object value)
    {
        store.VerifyReplaceable(stagingName, value);
        if (metadata.MustBeKept && Write(stagingName) is { } rejected)
        {
            throw NotPreserved(secretName, $"its metadata: {rejected}");
        }

        if ((metadata.MustBeKept || value is not SecureString) && Lost(vault.Metadata.Describe(stagingName), stagingName) is { } lost)
        {
            throw NotPreserved(secretName, lost);
        }
    }

    private string? Write(string stagingName)
    {
        try
        {
            vault.Metadata.Set(stagingName, metadata.WithoutKey());
            return null;
        }
        catch (OwoxVaultException e)
        {
            return e.Message;
        }
    }

    private string? Lost(StoredSecret? stored, string stagingName)
    {
        if (stored is null)
        {
            return $"the vault does not list the staging secret '{stagingName}'";
        }

        if (secret is not null && secret.Type != UnknownType && stored.Type != secret.Type)
        {
            return $"its type: the vault changed {secret.Type} to {stored.Type}";
        }

        return metadata.MissingIn(stored.Metadata) is { Count: > 0 } missing ? $"its metadata: the vault did not keep {string.Join(", ", missing)}" : null;
    }

    private OwoxVaultException NotPreserved(string secretName, string what) => new(
        ErrorReason.SecretNotPreserved,
        $"The vault '{vault.Name}' cannot preserve the type or the metadata of the secret '{secretName}': {what}. No key was created. "
        + $"Store the key in another secret with New-OwoxApiKey, or store '{secretName}' again with a type and metadata that the vault keeps.");
}

/// <summary>The errors of a rotation.</summary>
internal sealed class RotationErrors(RotationVault vault)
{
    /// <summary>A step failed. Another run can continue.</summary>
    public OwoxVaultException Incomplete(string what, Exception? inner) => new(
        ErrorReason.RotationIncomplete,
        $"The rotation of the secret '{vault.SecretName}' in the vault '{vault.VaultName}' is incomplete: {what}. Run it again to continue it."
        + (inner is null ? "" : " " + inner.Message),
        inner);

    /// <summary>Another command changed the secrets, so the plan of this run is no longer valid.</summary>
    public OwoxVaultException Conflict(string what) => new(
        ErrorReason.RotationConflict,
        $"Another command changed the secret '{vault.SecretName}' or '{vault.StagingName}' in the vault '{vault.VaultName}', or its keys, during this rotation. "
        + $"The rotation was stopped and did not overwrite the secret. {what} Run it again if the key in the secret still has to be rotated.");

    /// <summary>The staging secret contains a key that was created for something else.</summary>
    public OwoxVaultException Unrelated(ApiKeyInfo staged, ApiKeyInfo current) => NotPossible(
        $"The secret '{vault.StagingName}' in the vault '{vault.VaultName}' contains the API key {staged.ApiKeyId}, which was not created to replace {current.ApiKeyId} in '{vault.SecretName}'. "
        + $"The rotation requires this secret. If the key is not in use, revoke it (Revoke-OwoxApiKey {staged.ApiKeyId}), and rotate again. Otherwise store the key under another name first.");

    /// <summary>The secret contains no key, or one that this member cannot rotate.</summary>
    public OwoxVaultException NoKeyOfMember(ApiKey? current) => NotPossible(
        (current is null
            ? $"The secret '{vault.SecretName}' in the vault '{vault.VaultName}' does not contain an API key"
            : $"The API key {current.Id} in the secret '{vault.SecretName}' is not one of your keys. It was revoked, or it belongs to another member, and only that member can rotate it")
        + $". To store a new key in the secret, use New-OwoxApiKey -SecretName '{vault.SecretName}' {vault.VaultParameter} -Force.");

    public static OwoxVaultException NotPossible(string message) => new(ErrorReason.RotationNotPossible, message);
}
