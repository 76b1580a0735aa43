using System;
using System.Collections;
using System.Linq;
using System.Management.Automation;
using System.Security;
using System.Text;
using Owox.PowerShell.Binding;

namespace Owox.PowerShell.Vaults;

/// <summary>Reads an API key out of a secret of any type that vaults keep.</summary>
internal static class StoredApiKey
{
    public static ApiKey Read(object secret, string name, bool allowUnencrypted) => secret switch
    {
        SecureString value => ApiKey.Parse(SecretText.Reveal(value), allowUnencrypted),
        string value => ApiKey.Parse(value, allowUnencrypted),
        PSCredential value => ApiKey.Parse(SecretText.Reveal(value.Password), allowUnencrypted),
        byte[] value => ApiKey.Parse(Encoding.UTF8.GetString(value), allowUnencrypted),
        IDictionary value => FromParts(value, allowUnencrypted),
        _ => throw Unsupported(name, $"It is a {secret.GetType().FullName}."),
    };

    public static OwoxVaultException Unsupported(string name, string what) => new(
        ErrorReason.SecretTypeUnsupported,
        $"The secret '{name}' is of a type that holds no API key. Store the key as a string or SecureString, a PSCredential (the key as its password), "
        + $"bytes, or a hashtable with apiOrigin, apiKeyId and apiKeySecret. {what}");

    private static ApiKey FromParts(IDictionary parts, bool allowUnencrypted) => ApiKey.FromParts(
        Part(parts, "apiOrigin"), Part(parts, "apiKeyId"), Part(parts, "apiKeySecret"), allowUnencrypted);

    private static string? Part(IDictionary parts, string name)
    {
        var key = parts.Keys.Cast<object>().FirstOrDefault(k => string.Equals(k.ToString(), name, StringComparison.OrdinalIgnoreCase));
        return key is null ? null : Bare.Of(parts[key]) switch
        {
            SecureString secret => SecretText.Reveal(secret),
            PSCredential credential => SecretText.Reveal(credential.Password),
            var other => other?.ToString(),
        };
    }
}
