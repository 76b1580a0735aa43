using Owox.PowerShell.Secrets.Keys;
using Owox.PowerShell.Secrets.Stores;

namespace Owox.PowerShell.Secrets.Rotation;

/// <summary>The staging secret of an earlier version of this module, which has another name. A run moves its key to the current staging secret.</summary>
/// <param name="vault">The vault.</param>
/// <param name="format">How the keys are stored.</param>
/// <param name="secretName">The name of the secret to rotate.</param>
internal sealed class FormerStaging(IWritableSecretStore vault, KeyFormat format, string secretName)
{
    public const string Suffix = ".next";

    private bool _mustBeCleared;

    /// <summary>Whether its key is staged, and not yet moved.</summary>
    public bool IsUsed { get; set; }

    public string Name => secretName + Suffix;

    /// <summary>Returns the state with the staged key of an earlier version, if there is one.</summary>
    public RotationState Read(RotationState state)
    {
        try
        {
            if (format.HasFormerStaging && vault.Find(Name) is { } former && format.ReadStaged(former) is { } next)
            {
                IsUsed = _mustBeCleared = true;
                return state with { Staged = former, Next = next };
            }
        }
        catch (OwoxVaultException)
        {
            // Many vaults reject this name, so the secret does not exist.
        }

        return state;
    }

    /// <summary>Overwrites it, so that it no longer contains a key.</summary>
    public void Clear(object placeholder)
    {
        if (_mustBeCleared)
        {
            vault.Set(Name, placeholder);
            vault.Forget(Name);
        }
    }
}
