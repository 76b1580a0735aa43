using System.Security;
using Owox.PowerShell.Binding;
using Owox.PowerShell.Secrets.Stores;

namespace Owox.PowerShell.Secrets.Sources;

/// <summary>The rules for a secret of another service. The server would report an empty one as an internal error, or not at all.</summary>
internal static class SecretRule
{
    /// <summary>Reads a secret from its store.</summary>
    /// <exception cref="OwoxException">The secret cannot be read. A file that does not consist of one line is <c>SecretInvalid</c>.</exception>
    public static SecureString Read(SecretSource source)
    {
        try
        {
            return source.ReadText();
        }
        catch (OwoxConfigurationException e) when (e.Reason == ErrorReason.ApiKeyMalformed)
        {
            throw Invalid(e.Message, e);
        }
    }

    /// <summary>Returns the secret if it can be one of another service.</summary>
    /// <exception cref="OwoxConfigurationException">It is empty, or it is an OWOX API key, which the server would send to the service.</exception>
    public static SecureString Require(SecureString secret)
    {
        var text = SecureStringExtensions.ToPlainText(secret);
        if (string.IsNullOrWhiteSpace(text))
        {
            throw Invalid("The secret is empty. Nothing was sent. Store the secret of the service, and try again.");
        }

        if (SecretArgument.IsKey(text))
        {
            throw Invalid("The secret is an OWOX API key, and the server would send it to another service. Nothing was sent. Specify the secret of that service.");
        }

        // Messages can contain only one line of the secret.
        SecretCommand.Register(text.Split('\n'));
        return secret;
    }

    /// <summary>Creates the error for a secret on the command line.</summary>
    public static OwoxConfigurationException PlainText(string parameter) => new(
        ErrorReason.SecretIsPlainText,
        $"-{parameter} does not accept plain text, because the text may remain in the history and in logs. Nothing was sent. "
        + $"Store the secret in a vault and use -SecretName, or specify a SecureString, for example (Read-Host -AsSecureString). Consider the text as exposed.");

    private static OwoxConfigurationException Invalid(string message, Exception? inner = null) => new(ErrorReason.SecretInvalid, message, inner);
}
