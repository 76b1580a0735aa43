namespace Owox.PowerShell.Secrets.Stores;

/// <summary>A place that contains secrets: a vault, a file, a credential of systemd, or the output of a command.</summary>
internal interface ISecretStore
{
    /// <summary>Returns the secret in its stored type.</summary>
    /// <param name="secret">The name of the secret; for a file, its path.</param>
    /// <exception cref="OwoxException">The secret does not exist or cannot be read. The message contains no secret.</exception>
    object Get(string secret);
}
