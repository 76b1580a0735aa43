using System.Security;
using Owox.PowerShell.Secrets.Keys;
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

    private readonly IWritableSecretStore _vault;
    private readonly SecretWriter _store;
    private readonly StoredSecret? _listed;
    private readonly SecretMetadata _metadata;
    private readonly FormerStaging _former;

    /// <summary>Finds the secret. Its name is case-insensitive.</summary>
    /// <param name="kind">The kind of the keys.</param>
    /// <param name="vault">The vault.</param>
    /// <param name="secretName">The specified name.</param>
    /// <param name="description">The new description; null to keep the existing one.</param>
    public RotationVault(KeyKind kind, IWritableSecretStore vault, string secretName, string? description)
    {
        Kind = kind;
        _vault = vault;
        _store = new SecretWriter(vault, kind.Format.Placeholder);
        _listed = vault.Metadata.Describe(secretName);
        _metadata = new SecretMetadata(_listed?.Metadata ?? new Dictionary<string, object>(StringComparer.Ordinal), description);
        SecretName = _listed?.Name ?? secretName;
        _former = new FormerStaging(vault, kind.Format, SecretName);
    }

    /// <summary>The kind of the keys.</summary>
    public KeyKind Kind { get; }

    /// <summary>The name of the secret as stored in the vault.</summary>
    public string SecretName { get; }

    public string VaultName => _vault.Name;

    /// <summary>The parameter that selects the vault, for commands in messages.</summary>
    public string VaultParameter => _vault.Parameter;

    /// <summary>The name of the staging secret.</summary>
    public string StagingName => SecretName + StagingSuffix;

    /// <summary>The name of the secret whose staging secret this is, or null if this is not a staging secret.</summary>
    public string? StagingFor()
    {
        foreach (var suffix in new[] { StagingSuffix, FormerStaging.Suffix })
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
    public RotationState Read()
    {
        var (secret, staged) = (ReadSecret(), ReadStaging());
        var next = Kind.Format.ReadStaged(staged);
        return new RotationState(secret, staged, KeyIn(secret, next), next);
    }

    /// <summary>Returns the key in the content of the secret, or null if it contains none.</summary>
    /// <param name="secret">The content of the secret.</param>
    /// <param name="staged">The key in the staging secret, or null if there is none.</param>
    public StoredKey? KeyIn(object? secret, StoredKey? staged) => Kind.Format.ReadCurrent(secret, staged, _listed);

    /// <summary>Returns the secret in its stored type, or null if it does not exist.</summary>
    public object? ReadSecret() => Typed(_vault.FindAny(SecretName));

    /// <summary>Returns the staging secret, or null if it does not exist.</summary>
    public object? ReadStaging() => _vault.FindAny(_former.IsUsed ? _former.Name : StagingName);

    /// <summary>Returns the key in another secret of the vault, or null if it contains none.</summary>
    public StoredKey? KeyIn(string secretName) => Kind.Format.ReadStaged(_vault.FindAny(secretName));

    /// <summary>Also reads the staging secret of an earlier version of this module, which has another name.</summary>
    public RotationState ReadFormer(RotationState state) => _former.Read(state);

    /// <summary>
    /// Checks that the vault accepts the staging secret and keeps its type and metadata, so that a key that is created afterwards can be
    /// stored.
    /// </summary>
    /// <param name="state">The content of the secrets.</param>
    /// <param name="old">The key that is replaced. The entries about the new key in the metadata have the same length.</param>
    /// <exception cref="OwoxVaultException">The vault does not.</exception>
    public void Prepare(RotationState state, IssuedKey old)
    {
        _former.IsUsed = false;
        var check = new StagingCheck(_vault, _store, _listed, _metadata, Kind.CmdletNoun);
        if (_metadata.MustBeKept || Kind.Format.NeedsMetadata(_listed))
        {
            check.RequireRoom(SecretName, _metadata.Entries(description => Kind.DescribeNew(old, description)));
        }

        check.Run(SecretName, StagingName, Kind.Format.WithoutKey(state.Template));
    }

    /// <summary>Whether the secret contains this key.</summary>
    public bool Contains(StoredKey key) => KeyIn(ReadSecret(), key) == key;

    /// <summary>Stores the new key in the staging secret and reads it back.</summary>
    /// <returns>The key as it is stored.</returns>
    public StoredKey Stage(RotationState state, NewKey key)
    {
        var secret = Kind.Format.ToStaged(state.Template, key);
        _store.SaveAndVerify(StagingName, secret);
        return Kind.Format.ReadStaged(secret)!;
    }

    /// <summary>Moves a key that an earlier version stored to the staging secret.</summary>
    public void AdoptFormer(RotationState state)
    {
        if (_former.IsUsed)
        {
            _store.SaveAndVerify(StagingName, Kind.Format.ToCurrent(state.Template, state.Staged!));
            _former.IsUsed = false;
        }
    }

    /// <summary>Writes the staged key to the secret and reads it back.</summary>
    public void Promote(RotationState state)
    {
        _store.SaveAndVerify(SecretName, Kind.Format.ToCurrent(state.Template, state.Staged!));
        if (_metadata.MustBeKept)
        {
            _vault.Metadata.Set(SecretName, _metadata.WithoutKey());
        }
    }

    /// <summary>Restores the old key if the new key could not be stored. Returns the result as a sentence with a leading space.</summary>
    /// <param name="state">The content of the secrets before, and the staged key.</param>
    /// <param name="key">The new key.</param>
    public string Undo(RotationState state, IssuedKey key)
    {
        if (state.Secret is null || Contains(state.Next!))
        {
            return "";
        }

        var done = _store.Undo(SecretName, state.Secret, now => Kind.MayBeOther(now, key, state.Current?.Id));
        if (_metadata.MustBeKept)
        {
            _ = _vault.Metadata.TrySet(SecretName, _metadata.WithoutKey());
        }

        return done;
    }

    /// <summary>Writes the metadata of the key. A vault without metadata is not an error if no metadata is lost.</summary>
    /// <param name="key">The key on the server.</param>
    /// <param name="stored">The key in the secret.</param>
    /// <returns>Whether the vault keeps metadata.</returns>
    public bool WriteMetadata(IssuedKey key, StoredKey stored) => _metadata.Write(
        _vault.Metadata, SecretName, description => Kind.Describe(key, stored.Value, description), isRequired: Kind.Format.NeedsMetadata(_listed));

    /// <summary>Overwrites the staging secret, so that it no longer contains a key.</summary>
    public void ClearStaging(RotationState state)
    {
        var placeholder = Kind.Format.WithoutKey(state.Template);
        _vault.Set(StagingName, placeholder);
        _former.Clear(placeholder);
        _vault.Forget(StagingName);
    }

    // SecretManagement returns strings as SecureStrings.
    private object? Typed(object? secret) =>
        secret is SecureString text && _listed?.Type == nameof(String) ? SecureStringExtensions.ToPlainText(text) : secret;
}
