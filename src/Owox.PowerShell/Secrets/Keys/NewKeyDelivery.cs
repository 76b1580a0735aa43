using System.Management.Automation;
using Owox.PowerShell.Secrets.Stores;
using Owox.PowerShell.Secrets.Vaults;

namespace Owox.PowerShell.Secrets.Keys;

/// <summary>
/// Creates a key, and masks and stores its value, which exists only in memory. If anything fails before it is stored, even a message that could
/// not be written, the key is revoked.
/// </summary>
/// <param name="kind">The kind of the key.</param>
/// <param name="mustMask">Whether the CI agent must mask the value in its logs.</param>
internal sealed class NewKeyDelivery(KeyKind kind, bool mustMask)
{
    /// <summary>Creates a key. If the server fails, it may have created the key nevertheless: the error names such a key.</summary>
    /// <param name="name">The name of the key.</param>
    /// <param name="known">The keys that existed before.</param>
    public NewKey Create(string name, IEnumerable<IssuedKey> known)
    {
        try
        {
            return kind.Create(name, replaced: null);
        }
        catch (OwoxException e) when (e.Reason is ErrorReason.OutcomeUnknown or ErrorReason.ServerError or ErrorReason.UnexpectedResponse)
        {
            if (new LostKey(kind, name, known).Explain(e) is { } lost)
            {
                throw lost;
            }

            throw;
        }
    }

    /// <summary>Makes the CI agent mask the value, if it must and can.</summary>
    /// <exception cref="OwoxVaultException">That failed, and the key was revoked.</exception>
    public void Mask(NewKey created) => Secure(created, static () => "", () => WriteMask(created));

    /// <summary>Masks the value, stores it, and reads it back.</summary>
    /// <param name="created">The new key.</param>
    /// <param name="vault">The store.</param>
    /// <param name="secretName">The name of the secret.</param>
    /// <param name="former">The previous content of the secret, or null if it did not exist.</param>
    /// <param name="description">The description in the metadata, or null for none.</param>
    /// <returns>Whether the store keeps metadata.</returns>
    /// <exception cref="OwoxVaultException">That failed, the key was revoked, and the previous content was restored.</exception>
    public bool Store(NewKey created, IWritableSecretStore vault, string secretName, object? former, string? description)
    {
        var writer = new SecretWriter(vault, kind.Format.Placeholder);
        var keepsMetadata = false;
        Secure(created, () => writer.Undo(secretName, former, now => kind.MayBeOther(now, created.Info, replacedId: null)), () =>
        {
            WriteMask(created);
            writer.SaveAndVerify(secretName, created.Value);
            keepsMetadata = vault.Metadata.TrySet(secretName, kind.Describe(created.Info, SecureStringExtensions.ToPlainText(created.Value), description));
        });
        return keepsMetadata;
    }

    private void Secure(NewKey created, Func<string> undo, Action steps)
    {
        try
        {
            steps();
        }
        catch (Exception e)
        {
            var error = UnstoredKey.Revoke(kind, created.Info, undo(), e);
            if (e is PipelineStoppedException)
            {
                throw;
            }

            throw error;
        }
    }

    private void WriteMask(NewKey created)
    {
        try
        {
            if (mustMask)
            {
                CiAgent.Current?.Mask(created.Value);
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            throw new OwoxVaultException(ErrorReason.MaskFailed, $"The command that masks the value could not be written to standard output: {e.Message}", e);
        }
    }
}
