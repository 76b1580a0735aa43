using System.Security;
using Owox.PowerShell.Secrets.Vaults;

namespace Owox.PowerShell.Secrets.Rotation;

/// <summary>What the secret and its staging secret hold at one moment.</summary>
/// <param name="Secret">The secret, in the type that it is stored in, or null if there is none.</param>
/// <param name="Staged">The staging secret, or null if there is none.</param>
internal sealed record RotationState(object? Secret, object? Staged)
{
    /// <summary>The key in the secret, or null if there is none, or what is there is no key.</summary>
    public ApiKey? Current { get; } = SecretValue.TryReadKey(Secret);

    /// <summary>The key that an unfinished run left, or null if there is none.</summary>
    public ApiKey? Next => SecretValue.TryReadKey(Staged);

    /// <summary>Whether the staging secret is there, and is neither a key nor empty.</summary>
    public bool IsStagingForeign => Staged is not null && Next is null && !SecretValue.IsWithoutKey(Staged);

    /// <summary>What shows how the key is stored: the secret, or the staging secret where the secret holds no key.</summary>
    public object Template => (Current is not null ? Secret : Next is not null ? Staged : null) ?? Empty;

    private static SecureString Empty { get; } = SecureStringExtensions.ToSecureString("");

    /// <summary>Whether both secrets hold the same keys as before.</summary>
    public bool HasSameKeys(RotationState other) => IsSame(Current, other.Current) && IsSame(Next, other.Next);

    /// <summary>Whether two values are the same key. A vault can keep an ID and change the secret.</summary>
    public static bool IsSame(ApiKey? one, ApiKey? other) =>
        one is null || other is null ? one is null && other is null : one.Id == other.Id && one.Secret == other.Secret && one.Origin.Equals(other.Origin);
}
