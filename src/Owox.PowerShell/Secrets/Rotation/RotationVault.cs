using System.Security;
using Owox.PowerShell.Secrets.Vaults;

namespace Owox.PowerShell.Secrets.Rotation;

/// <summary>
/// The secret that is rotated, and its staging secret: the new value is safe there, and read back, before the old one is
/// written over. Whatever ends a run, one of the two holds a key that works. The staging secret is written over and never
/// removed, because some vaults reserve the names of removed secrets.
/// </summary>
internal sealed class RotationVault
{
    private const string StagingSuffix = "-next";
    private const string FormerSuffix = ".next";

    private readonly SecretVault _vault;
    private readonly ApiKeyVaultWriter _store;
    private readonly StoredSecret? _listed;
    private readonly SecretMetadata _metadata;
    private bool _usesFormerName;
    private bool _mustClearFormer;

    private RotationVault(SecretVault vault, StoredSecret? listed, string secretName, string? description)
    {
        _vault = vault;
        _store = new ApiKeyVaultWriter(vault);
        _listed = listed;
        _metadata = new SecretMetadata(listed?.Metadata ?? new Dictionary<string, object>(StringComparer.Ordinal), description);
        SecretName = listed?.Name ?? secretName;
    }

    /// <summary>The name of the secret, as it was stored.</summary>
    public string SecretName { get; }

    public string VaultName => _vault.Name;

    /// <summary>The name of the staging secret.</summary>
    public string StagingName => SecretName + StagingSuffix;

    /// <summary>Looks the secret up. Its name can differ from the stored one in case.</summary>
    /// <param name="vault">The vault.</param>
    /// <param name="secretName">The name that was given.</param>
    /// <param name="description">The new description; null to keep the old one.</param>
    public static RotationVault Open(SecretVault vault, string secretName, string? description) =>
        new(vault, vault.Metadata.Describe(secretName), secretName, description);

    /// <summary>The name of the secret that this one is the staging secret of; null where it is not one.</summary>
    public string? StagingFor()
    {
        foreach (var suffix in new[] { StagingSuffix, FormerSuffix })
        {
            if (SecretName.EndsWith(suffix, StringComparison.OrdinalIgnoreCase) && SecretName.Length > suffix.Length)
            {
                var rotated = SecretName.Substring(0, SecretName.Length - suffix.Length);
                return _vault.Metadata.Describe(rotated)?.Name;
            }
        }

        return null;
    }

    /// <summary>What the two secrets hold now.</summary>
    public RotationState Read() => new(ReadSecret(), ReadStaging());

    /// <summary>The secret, in the type that it is stored in, or null if there is none.</summary>
    public object? ReadSecret() => Typed(_vault.FindAny(SecretName));

    /// <summary>The staging secret, or null if there is none.</summary>
    public object? ReadStaging() => _vault.FindAny(_usesFormerName ? SecretName + FormerSuffix : StagingName);

    /// <summary>The key in another secret of the vault; null where it holds none.</summary>
    public ApiKey? KeyIn(string secretName) => SecretValue.TryReadKey(_vault.FindAny(secretName));

    /// <summary>The same, where an earlier version may have left the new key in a secret that had another name.</summary>
    public RotationState ReadFormer(RotationState state)
    {
        try
        {
            if (_vault.Find(SecretName + FormerSuffix) is { } former && SecretValue.TryReadKey(former) is not null)
            {
                _usesFormerName = _mustClearFormer = true;
                return state with { Staged = former };
            }
        }
        catch (OwoxVaultException)
        {
            // Many vaults take no such name, so there is no such secret.
        }

        return state;
    }

    /// <summary>
    /// Makes sure that the vault takes the staging secret, and keeps its type and its metadata. A key that is created
    /// afterwards can be stored.
    /// </summary>
    /// <exception cref="OwoxVaultException">It does not.</exception>
    public void Prepare(RotationState state)
    {
        _usesFormerName = false;
        new StagingCheck(_vault, _store, _listed, _metadata).Run(SecretName, StagingName, SecretValue.WithoutKey(state.Template));
    }

    /// <summary>Stores the new key beside the old one, and reads it back.</summary>
    public void Stage(RotationState state, SecureString value) => _store.SaveAndVerify(StagingName, SecretValue.WithKey(state.Template, value));

    /// <summary>Moves what an earlier version stored to the staging secret.</summary>
    public void AdoptFormer(RotationState state)
    {
        if (_usesFormerName)
        {
            _store.SaveAndVerify(StagingName, SecretValue.WithKeyOf(state.Template, state.Staged!));
            _usesFormerName = false;
        }
    }

    /// <summary>Writes the staged key into the secret, and reads it back.</summary>
    public void Promote(RotationState state)
    {
        _store.SaveAndVerify(SecretName, SecretValue.WithKeyOf(state.Template, state.Staged!));
        if (_metadata.MustBeKept)
        {
            _vault.Metadata.Set(SecretName, _metadata.WithoutKey());
        }
    }

    /// <summary>Makes the secret hold the old key again, where the new one could not be put in place; what was done, as a sentence with a space before it.</summary>
    public string Undo(RotationState state)
    {
        if (state.Secret is null || RotationState.IsSame(SecretValue.TryReadKey(_vault.FindAny(SecretName)), state.Next))
        {
            return "";
        }

        var done = _store.Undo(SecretName, state.Secret, state.Next!.Id);
        if (_metadata.MustBeKept)
        {
            _ = _vault.Metadata.TrySet(SecretName, _metadata.WithoutKey());
        }

        return done;
    }

    /// <summary>Notes the key beside the secret. A vault without metadata is no error where nothing is lost.</summary>
    public void WriteMetadata(ApiKeyInfo key, string origin)
    {
        if (_metadata.MustBeKept)
        {
            _vault.Metadata.Set(SecretName, _metadata.Create(key, origin));
        }
        else
        {
            _ = _vault.Metadata.TrySet(SecretName, _metadata.Create(key, origin));
        }
    }

    /// <summary>Writes over the staging secret: it holds no key any more.</summary>
    public void ClearStaging(RotationState state)
    {
        var placeholder = SecretValue.WithoutKey(state.Template);
        _vault.Set(StagingName, placeholder);
        if (_mustClearFormer)
        {
            _vault.Set(SecretName + FormerSuffix, placeholder);
            _vault.Forget(SecretName + FormerSuffix);
        }

        _vault.Forget(StagingName);
    }

    // SecretManagement gives strings back as SecureStrings.
    private object? Typed(object? secret) =>
        secret is SecureString text && _listed?.Type == nameof(String) ? SecureStringExtensions.ToPlainText(text) : secret;
}
