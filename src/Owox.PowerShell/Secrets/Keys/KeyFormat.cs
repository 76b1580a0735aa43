using Owox.PowerShell.Secrets.Stores;
using Owox.PowerShell.Secrets.Vaults;

namespace Owox.PowerShell.Secrets.Keys;

/// <summary>How a kind of keys is stored in a secret, and in the staging secret of a rotation.</summary>
internal abstract class KeyFormat
{
    /// <summary>The text in a secret that currently contains no key. It is part of the format of staging secrets.</summary>
    public abstract string Placeholder { get; }

    /// <summary>Whether a staging secret can be recognized without its key on the server.</summary>
    public virtual bool MarksStaging => false;

    /// <summary>Whether earlier versions of this module used another name for the staging secret.</summary>
    public virtual bool HasFormerStaging => false;

    /// <summary>Whether a later rotation would not find the key without the metadata of its secret, in a store that keeps metadata.</summary>
    /// <param name="listed">The secret as its store listed it, or null if it was not listed.</param>
    public virtual bool NeedsMetadata(StoredSecret? listed) => false;

    /// <summary>Returns the key in a staging secret, or null if it contains none.</summary>
    public abstract StoredKey? ReadStaged(object? secret);

    /// <summary>Returns the key in a secret, or null if it contains none, or if its ID is not known.</summary>
    /// <param name="secret">The secret in its stored type, or null if it does not exist.</param>
    /// <param name="staged">The key in the staging secret, or null if there is none.</param>
    /// <param name="listed">The secret as its store lists it, or null if it is not listed.</param>
    public abstract StoredKey? ReadCurrent(object? secret, StoredKey? staged, StoredSecret? listed);

    /// <summary>Returns the staging secret for a new key, with the type of the template.</summary>
    public abstract object ToStaged(object template, NewKey key);

    /// <summary>Returns the secret with the key of a staging secret, with the type of the template.</summary>
    public abstract object ToCurrent(object template, object staged);

    /// <summary>Returns the secret without a key.</summary>
    public object WithoutKey(object template) => SecretValue.WithPlaceholder(template, Placeholder);
}
