using System.Security;
using Owox.PowerShell.Secrets.Stores;
using Owox.PowerShell.Secrets.Vaults;

namespace Owox.PowerShell.Secrets.Rotation;

/// <summary>
/// The secret to rotate and its staging secret. The new value is stored in the staging secret and read back before the old value is
/// overwritten, so that one of the two secrets always contains a working key if a run is interrupted. The staging secret is overwritten and
/// never removed, because some vaults reserve the names of removed secrets.
/// </summary>
internal sealed class RotationVault
{
    private const string StagingSuffix = "-next";
    private const string FormerSuffix = ".next";

    private readonly IWritableSecretStore _vault;
    private readonly ApiKeyVaultWriter _store;
    private readonly StoredSecret? _listed;
    private readonly SecretMetadata _metadata;
    private bool _usesFormerName;
    private bool _mustClearFormer;

    private RotationVault(IWritableSecretStore vault, StoredSecret? listed, string secretName, string? description)
    {
        _vault = vault;
        _store = new ApiKeyVaultWriter(vault);
        _listed = listed;
        _metadata = new SecretMetadata(listed?.Metadata ?? new Dictionary<string, object>(StringComparer.Ordinal), description);
        SecretName = listed?.Name ?? secretName;
    }

    /// <summary>The name of the secret as stored in the vault.</summary>
    public string SecretName { get; }

    public string VaultName => _vault.Name;

    /// <summary>The parameter that selects the vault, for commands in messages.</summary>
    public string VaultParameter => _vault.Parameter;

    /// <summary>The name of the staging secret.</summary>
    public string StagingName => SecretName + StagingSuffix;

    /// <summary>Finds the secret. Its name is case-insensitive.</summary>
    /// <param name="vault">The vault.</param>
    /// <param name="secretName">The specified name.</param>
    /// <param name="description">The new description; null to keep the existing one.</param>
    public static RotationVault Open(IWritableSecretStore vault, string secretName, string? description) =>
        new(vault, vault.Metadata.Describe(secretName), secretName, description);

    /// <summary>The name of the secret whose staging secret this is; null if this is not a staging secret.</summary>
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

    /// <summary>Returns the current content of the two secrets.</summary>
    public RotationState Read() => new(ReadSecret(), ReadStaging());

    /// <summary>Returns the secret in its stored type; null if it does not exist.</summary>
    public object? ReadSecret() => Typed(_vault.FindAny(SecretName));

    /// <summary>Returns the staging secret; null if it does not exist.</summary>
    public object? ReadStaging() => _vault.FindAny(_usesFormerName ? SecretName + FormerSuffix : StagingName);

    /// <summary>Returns the key in another secret of the vault; null if it contains none.</summary>
    public ApiKey? KeyIn(string secretName) => SecretValue.TryReadKey(_vault.FindAny(secretName));

    /// <summary>Also reads the staging secret of an earlier version of this module, which has another name.</summary>
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
            // Many vaults reject this name, so the secret does not exist.
        }

        return state;
    }

    /// <summary>
    /// Checks that the vault accepts the staging secret and keeps its type and metadata, so that a key that is created afterwards can be
    /// stored.
    /// </summary>
    /// <exception cref="OwoxVaultException">The vault does not.</exception>
    public void Prepare(RotationState state)
    {
        _usesFormerName = false;
        new StagingCheck(_vault, _store, _listed, _metadata).Run(SecretName, StagingName, SecretValue.WithoutKey(state.Template));
    }

    /// <summary>Stores the new key in the staging secret and reads it back.</summary>
    public void Stage(RotationState state, SecureString value) => _store.SaveAndVerify(StagingName, SecretValue.WithKey(state.Template, value));

    /// <summary>Moves a key that an earlier version stored to the staging secret.</summary>
    public void AdoptFormer(RotationState state)
    {
        if (_usesFormerName)
        {
            _store.SaveAndVerify(StagingName, SecretValue.WithKeyOf(state.Template, state.Staged!));
            _usesFormerName = false;
        }
    }

    /// <summary>Writes the staged key to the secret and reads it back.</summary>
    public void Promote(RotationState state)
    {
        _store.SaveAndVerify(SecretName, SecretValue.WithKeyOf(state.Template, state.Staged!));
        if (_metadata.MustBeKept)
        {
            _vault.Metadata.Set(SecretName, _metadata.WithoutKey());
        }
    }

    /// <summary>Restores the old key if the new key could not be stored. Returns the result as a sentence with a leading space.</summary>
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

    /// <summary>Writes the metadata of the key. A vault without metadata is not an error if no metadata is lost.</summary>
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

    /// <summary>Overwrites the staging secret, so that it no longer contains a key.</summary>
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

    // SecretManagement returns strings as SecureStrings.
    private object? Typed(object? secret) =>
        secret is SecureString text && _listed?.Type == nameof(String) ? SecureStringExtensions.ToPlainText(text) : secret;
}
