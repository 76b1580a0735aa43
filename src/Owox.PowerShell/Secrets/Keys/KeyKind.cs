using System.Collections;

namespace Owox.PowerShell.Secrets.Keys;

/// <summary>
/// A kind of keys that the server issues and whose value it returns only once. Keys of each kind are created, stored and rotated by the same
/// code.
/// </summary>
/// <param name="cmdlet">Sends the requests.</param>
internal abstract class KeyKind(ConnectionCmdletBase cmdlet)
{
    /// <summary>The term for messages: <c>API key</c>.</summary>
    public abstract string Noun { get; }

    /// <summary>The noun of the cmdlets: <c>OwoxApiKey</c>.</summary>
    public abstract string CmdletNoun { get; }

    /// <summary>The maximum length of a name, in characters.</summary>
    public abstract int MaxName { get; }

    /// <summary>The reason of the error for a name that cannot be used.</summary>
    public abstract string NameInvalid { get; }

    /// <summary>The reason of the error for a name that another key has.</summary>
    public abstract string NameInUse { get; }

    /// <summary>The names of keys that replace another key.</summary>
    public abstract ReplacementName Replacement { get; }

    /// <summary>How the keys are stored.</summary>
    public abstract KeyFormat Format { get; }

    /// <summary>Whether the ID of a key is only in the metadata of its secret, and not in its value.</summary>
    public virtual bool NeedsMetadata => false;

    /// <summary>
    /// Whether the server shows that a key is in use because each rotation uses it before it is stored in its secret. A key that was never used is
    /// then in no secret.
    /// </summary>
    public virtual bool ShowsUse => false;

    /// <summary>Whether a new key will expire.</summary>
    private protected abstract bool NewKeyExpires { get; }

    private protected ConnectionCmdletBase Cmdlet => cmdlet;

    /// <summary>Checks that the connection is that of a member. Sends no request.</summary>
    /// <exception cref="OwoxConfigurationException">It uses an API key.</exception>
    public abstract void RequireMember();

    /// <summary>Checks that the connection may create, rename and revoke keys. Sends no request.</summary>
    /// <exception cref="OwoxAccessException">The connection is read-only, or lacks a scope.</exception>
    public abstract void RequireChanges();

    /// <summary>Lists the keys that are not revoked; with true also revoked keys, if the server lists them.</summary>
    public abstract IssuedKey[] List(bool includeRevoked = false);

    /// <summary>Creates a key. The request is never retried.</summary>
    /// <param name="name">The name.</param>
    /// <param name="replaced">The key that it replaces, or null if it replaces none.</param>
    public abstract NewKey Create(string name, IssuedKey? replaced);

    public abstract IssuedKey Rename(string id, string name);

    /// <summary>Revokes a key permanently.</summary>
    /// <param name="id">The ID.</param>
    /// <param name="always">Whether the key is revoked even if the cmdlet was stopped.</param>
    public abstract void Revoke(string id, bool always = false);

    /// <summary>Checks that a stored key can be used.</summary>
    /// <param name="key">The key in the secret.</param>
    /// <param name="expected">The key on the server.</param>
    /// <returns>Why it cannot be used, as a sentence, or null if it works.</returns>
    /// <exception cref="OwoxException">The server rejected the key, or it could not be checked.</exception>
    public abstract string? Problem(StoredKey key, IssuedKey expected);

    /// <summary>Checks that a stored key belongs to the deployment of the connection, before it is sent.</summary>
    /// <exception cref="OwoxVaultException">It belongs to another one.</exception>
    public virtual void RequireOrigin(StoredKey? key, string secretName)
    {
    }

    /// <summary>
    /// Whether a content that a vault returned instead of a new key may be a key that another command stored, whose value cannot be retrieved again.
    /// Otherwise the vault changed the new key.
    /// </summary>
    /// <param name="content">The content, which is neither the new key nor the previous content.</param>
    /// <param name="mine">The new key.</param>
    /// <param name="replacedId">The ID of the key that it replaces, or null for none.</param>
    public abstract bool MayBeOther(object? content, IssuedKey mine, string? replacedId);

    /// <summary>Whether a key in a staging secret was created by a rotation of this kind.</summary>
    /// <param name="staged">The key.</param>
    /// <param name="keys">The keys that are not revoked.</param>
    public abstract bool IsOwnStaging(StoredKey staged, IReadOnlyList<IssuedKey> keys);

    /// <summary>Describes why a key in a secret cannot be rotated, as the beginning of a sentence.</summary>
    /// <param name="current">The key, or null if the secret contains none.</param>
    /// <param name="secret">The secret, for messages: <c>secret 'x' in the vault 'y'</c>.</param>
    public abstract string NotRotatable(StoredKey? current, string secret);

    /// <summary>Returns the metadata of a secret with a key. It contains no secrets.</summary>
    /// <param name="key">The key on the server.</param>
    /// <param name="value">The complete value of the key, or null if it is not known.</param>
    /// <param name="description">The description of the user, or null for none.</param>
    public abstract Hashtable Describe(IssuedKey key, string? value, string? description);

    /// <summary>Returns metadata of the length that the metadata of a new key will have.</summary>
    /// <param name="old">The key that it replaces.</param>
    /// <param name="description">The description of the user, or null for none.</param>
    public Hashtable DescribeNew(IssuedKey old, string? description) =>
        Describe(old with { CreatedAt = DateTimeOffset.UtcNow, ExpiresAt = NewKeyExpires ? DateTimeOffset.UtcNow : null }, "value", description);

    /// <summary>Creates the object that a rotation returns.</summary>
    public abstract OwoxKeyRotation CreateResult();

    /// <exception cref="OwoxConfigurationException">
    /// The name is blank or too long, or looks like the temporary name of a rotation. The server may accept it, but it is always a mistake.
    /// </exception>
    public void CheckName(string name)
    {
        if (string.IsNullOrWhiteSpace(name))
        {
            throw new OwoxConfigurationException(NameInvalid, $"The name of {Article} cannot be blank. {NameAdvice}");
        }

        if (name.Length > MaxName)
        {
            throw new OwoxConfigurationException(NameInvalid, $"The name of {Article} can have at most {MaxName} characters, but this name has {name.Length}.");
        }

        if (Replacement.Replaces(name) is { } replaced)
        {
            throw new OwoxConfigurationException(
                NameInvalid, $"The name of {Article} cannot end with '(replaces {replaced})', because a rotation names its new key like this until it is complete. Choose another name.");
        }
    }

    /// <summary>The term with its article: <c>an API key</c>.</summary>
    public abstract string Article { get; }

    /// <summary>What to specify as a name.</summary>
    private protected abstract string NameAdvice { get; }
}
