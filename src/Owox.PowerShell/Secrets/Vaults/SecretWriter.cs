using System.Security;
using Owox.PowerShell.Secrets.Stores;

namespace Owox.PowerShell.Secrets.Vaults;

/// <summary>Stores a value in a secret and verifies it by reading it back.</summary>
/// <param name="vault">The store.</param>
/// <param name="placeholder">The text in a secret that contains no value: <see cref="SecretPlaceholder"/>.</param>
internal sealed class SecretWriter(IWritableSecretStore vault, string placeholder)
{
    /// <summary>Returns the content of a secret in its stored type, or null if it does not exist.</summary>
    public object? Read(string secretName)
    {
        var found = vault.FindAny(secretName);

        // SecretManagement returns strings as SecureStrings.
        return found is SecureString text && vault.Metadata.Describe(secretName)?.Type == nameof(String) ? SecureStringExtensions.ToPlainText(text) : found;
    }

    /// <summary>Stores a value and reads it back.</summary>
    /// <exception cref="OwoxVaultException">The vault failed or returned another value.</exception>
    public void SaveAndVerify(string secretName, object value)
    {
        vault.Set(secretName, value);
        if (!SecretValue.AreEqual(vault.Find(secretName), value))
        {
            throw new OwoxVaultException(
                ErrorReason.VaultFailed, $"The vault '{vault.Name}' stored the secret '{secretName}' but returns another value. Check whether another program writes to the secret, or use another vault.");
        }
    }

    /// <summary>Stores a value without a key, to test whether the vault accepts the name and another value later.</summary>
    /// <exception cref="OwoxVaultException">The vault does not.</exception>
    public void VerifyReplaceable(string secretName, object value)
    {
        try
        {
            SaveAndVerify(secretName, value);
            if (!IsPlain(secretName))
            {
                SaveAndVerify(secretName, value);
            }
        }
        catch (OwoxVaultException e) when (e.Reason == ErrorReason.VaultFailed && !IsPlain(secretName))
        {
            throw new OwoxVaultException(
                ErrorReason.SecretNameInvalid,
                $"The vault '{vault.Name}' cannot replace a secret with the name '{secretName}', so a key in it could not be rotated. No key was created. "
                + $"Specify another name that consists of letters, digits and hyphens. {e.Message}",
                e);
        }
    }

    /// <summary>
    /// Checks, before a key is created, that the secret can be replaced later. Some vaults accept names with brackets or backticks but cannot
    /// find these secrets, because they treat the name as a wildcard pattern.
    /// </summary>
    /// <param name="secretName">The name of the secret.</param>
    /// <param name="former">The current content of the secret, or null if it does not exist.</param>
    /// <exception cref="OwoxVaultException">The secret cannot be replaced.</exception>
    public void RequireReplaceable(string secretName, object? former)
    {
        if (vault.MustTestWrites)
        {
            SaveAndVerify(secretName, former ?? NoKey());
            return;
        }

        if (IsPlain(secretName))
        {
            return;
        }

        try
        {
            VerifyReplaceable(secretName, former ?? NoKey());
        }
        finally
        {
            _ = former is null && TryRemove(secretName);
        }
    }

    /// <summary>Restores the content of a secret from before a new value was stored. Values that another command stored are kept.</summary>
    /// <param name="secretName">The name of the secret.</param>
    /// <param name="former">The previous content, or null if the secret did not exist.</param>
    /// <param name="isOther">Whether a content may have been stored by another command, or null if it can be stored again.</param>
    /// <returns>The result as a sentence with a leading space; empty if nothing had to be done.</returns>
    public string Undo(string secretName, object? former, Func<object?, bool>? isOther = null)
    {
        try
        {
            var now = vault.FindAny(secretName);
            if (IsUntouched(now, former))
            {
                return "";
            }

            if (!SecretValue.IsWithoutKey(now) && isOther?.Invoke(now) == true)
            {
                return $" The secret '{secretName}' contains another value, which another command may have stored, and was not changed.";
            }

            if (former is null)
            {
                // Some vaults reserve the names of removed secrets for weeks.
                vault.Set(secretName, NoKey());
                return $" The secret '{secretName}' now contains no key. Use -Force to store a key in it.";
            }

            SaveAndVerify(secretName, former);
            return $" The previous value of the secret '{secretName}' was restored.";
        }
        catch (Exception)
        {
            // Also if a message of the vault could not be written. The error that is being reported describes the problem.
            return $" The secret '{secretName}' in the vault '{vault.Name}' may contain a value that is not a valid key, and could not be "
                + (former is null ? $"removed. Remove it with {vault.RemoveCommand(secretName)}." : "restored. Store its previous value again.");
        }
    }

    private SecureString NoKey() => SecureStringExtensions.ToSecureString(placeholder, isSecret: false);

    private static bool IsUntouched(object? now, object? former) =>
        former is null ? now is null : now is not null && SecretValue.AreEqual(now, former);

    // Whether the name, interpreted as a wildcard pattern, matches only itself.
    private static bool IsPlain(string secretName) => secretName.IndexOfAny(['*', '?', '[', ']', '`']) < 0;

    private bool TryRemove(string secretName)
    {
        try
        {
            vault.Remove(secretName);
            return true;
        }
        catch (OwoxVaultException)
        {
            return false;
        }
    }
}
