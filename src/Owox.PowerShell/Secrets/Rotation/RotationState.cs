using System.Security;
using Owox.PowerShell.Secrets.Keys;
using Owox.PowerShell.Secrets.Vaults;

namespace Owox.PowerShell.Secrets.Rotation;

/// <summary>The content of the secret and of its staging secret at one point in time.</summary>
/// <param name="Secret">The secret in its stored type, or null if it does not exist.</param>
/// <param name="Staged">The staging secret, or null if it does not exist.</param>
/// <param name="Current">The key in the secret, or null if the secret does not exist or contains no key.</param>
/// <param name="Next">The key from an unfinished run, or null if there is none.</param>
internal sealed record RotationState(object? Secret, object? Staged, StoredKey? Current, StoredKey? Next)
{
    /// <summary>Whether the staging secret exists and contains neither a key nor the placeholder.</summary>
    public bool IsStagingForeign => Staged is not null && Next is null && !SecretValue.IsWithoutKey(Staged);

    /// <summary>The secret whose format is used for the key: the staging secret if only that contains a key.</summary>
    public object Template => (Current is not null ? Secret : Next is not null ? Staged : null) ?? Empty;

    private static SecureString Empty { get; } = SecureStringExtensions.ToSecureString("");

    /// <summary>Whether both secrets hold the same keys as before.</summary>
    public bool HasSameKeys(RotationState other) => Current == other.Current && Next == other.Next;

    /// <summary>The keys only, because the secrets contain their values.</summary>
    public override string ToString() => $"{Current}, {Next}";
}
