using System.Collections;
using System.Management.Automation;
using System.Security;
using Owox.PowerShell.Secrets.Keys;
using Owox.PowerShell.Secrets.Stores;
using Owox.PowerShell.Secrets.Vaults;
using Owox.Redaction;

namespace Owox.PowerShell.Secrets.Destinations;

/// <summary>The secret of a store that contains the secret key of a destination. Its type, its other metadata and its description are kept.</summary>
internal sealed class DestinationSecret
{
    private static readonly string Placeholder = SecretPlaceholder.Create("secret key", "Reset-OwoxDestinationSecret");

    private readonly IWritableSecretStore _vault;
    private readonly SecretWriter _writer;
    private readonly SecretMetadata _metadata;
    private readonly StoredSecret? _listed;
    private readonly string _origin;
    private object? _content;

    /// <param name="vault">The store.</param>
    /// <param name="secretName">The specified name. It is case-insensitive.</param>
    /// <param name="description">The new description; null to keep the existing one.</param>
    /// <param name="origin">The deployment of the destination.</param>
    public DestinationSecret(IWritableSecretStore vault, string secretName, string? description, string origin)
    {
        _vault = vault;
        _listed = vault.Metadata.Describe(secretName);
        _metadata = new SecretMetadata(_listed?.Metadata ?? new Dictionary<string, object>(StringComparer.Ordinal), description);
        _writer = new SecretWriter(vault, Placeholder);
        _origin = origin;
        Name = _listed?.Name ?? secretName;
        _content = _writer.Read(Name);
        KnownSecrets.Add(SecretValue.IsWithoutKey(_content) ? null : SecretValue.TryReadText(_content));
    }

    /// <summary>The name of the secret as stored in the vault.</summary>
    public string Name { get; }

    public string VaultName => _vault.Name;

    /// <summary>Whether the store keeps metadata, after a key was stored.</summary>
    public bool KeepsMetadata { get; private set; }

    /// <summary>The parameters that select the secret, for commands in messages.</summary>
    public string Parameters => $"-SecretName '{Name}' {_vault.Parameter}";

    /// <summary>Whether the secret contains a value other than the current key of the destination.</summary>
    public bool IsDifferent(Destination destination) =>
        _content is not null && !SecretValue.IsWithoutKey(_content) && SecretValue.TryReadText(_content) != KeyOf(destination);

    /// <summary>Whether the value in the secret may be replaced: it is a key of the destination, or nothing.</summary>
    public bool IsOf(Destination destination) =>
        !IsDifferent(destination)
        || (KeyMetadata.Read(_listed?.Metadata, KeyMetadata.DestinationId) == destination.Id && KeyMetadata.Read(_listed?.Metadata, KeyMetadata.Origin) == _origin);

    /// <summary>Checks that the store can replace the secret: the key is stored twice, before and after the reset.</summary>
    /// <exception cref="OwoxVaultException">The secret cannot be replaced.</exception>
    public void RequireReplaceable()
    {
        // A key vault has rules for names and reports other problems when the current key is stored.
        if (!_vault.MustTestWrites)
        {
            _writer.RequireReplaceable(Name, _content);
        }
    }

    /// <summary>Stores the key of the destination and reads it back. If that fails, the previous value and the metadata are restored.</summary>
    /// <returns>What failed and what was done about it, or null if the key is stored.</returns>
    public OwoxVaultException? TryStore(Destination destination)
    {
        var template = SecretValue.TryReadText(_content) is null ? new SecureString() : _content!;
        var value = SecretValue.WithText(template, KeyOf(destination));
        try
        {
            _writer.SaveAndVerify(Name, value);
            _content = value;
            return null;
        }
        catch (Exception e) when (e is not PipelineStoppedException)
        {
            // Also if a message of the vault could not be written: the caller must report that the key was reset.
            var undone = _writer.Undo(Name, _content);
            KeepsMetadata = _content is not null && _metadata.TryWrite(_vault.Metadata, Name, description => Describe(destination, description));
            return new OwoxVaultException(e is OwoxVaultException known ? known.Reason : ErrorReason.VaultFailed, e.Message + undone, e);
        }
    }

    /// <summary>Writes the metadata after the key was stored.</summary>
    /// <exception cref="OwoxVaultException">The vault failed, or would lose metadata.</exception>
    public void WriteMetadata(Destination destination) =>
        KeepsMetadata = _metadata.Write(_vault.Metadata, Name, description => Describe(destination, description));

    /// <summary>Returns the secret key of a destination; an empty string if it has none.</summary>
    public static string KeyOf(Destination destination) => destination.GetSecretKey() is { } key ? SecureStringExtensions.ToPlainText(key) : "";

    private Hashtable Describe(Destination destination, string? description) => KeyMetadata.Create(
        KeyMetadata.DestinationId, new IssuedKey(destination.Id, destination.Title) { CreatedAt = DateTimeOffset.UtcNow }, _origin, description);
}
