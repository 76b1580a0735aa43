using System.Collections;
using System.Management.Automation;
using System.Security;
using System.Text;
using Owox.PowerShell.Binding;

namespace Owox.PowerShell.Vaults;

/// <summary>Reads an API key out of a secret of any type that vaults keep.</summary>
internal static class ApiKeySecret
{
    public static ApiKey Read(object secret, string name, bool allowUnencrypted) => secret switch
    {
        SecureString value => ApiKey.Parse(SecureStringExtensions.ToPlainText(value), allowUnencrypted),
        string value => ApiKey.Parse(value, allowUnencrypted),
        PSCredential value => ApiKey.Parse(SecureStringExtensions.ToPlainText(value.Password), allowUnencrypted),
        byte[] value => ApiKey.Parse(Encoding.UTF8.GetString(value), allowUnencrypted),
        IDictionary value => FromParts(value, allowUnencrypted),
        _ => throw Unsupported(name, $"It is a {secret.GetType().FullName}."),
    };

    public static OwoxVaultException Unsupported(string name, string what) => new(
        ErrorReason.SecretTypeUnsupported,
        $"The secret '{name}' is of a type that holds no API key. Store the key as a string or SecureString, a PSCredential (the key as its password), "
        + $"bytes, or a hashtable with apiOrigin, apiKeyId and apiKeySecret. {what}");

    // Vaults give all parts back as SecureStrings, and messages may show two of them.
    private static ApiKey FromParts(IDictionary parts, bool allowUnencrypted) => ApiKey.FromParts(
        Part(parts, "apiOrigin", isSecret: false), Part(parts, "apiKeyId", isSecret: false), Part(parts, "apiKeySecret", isSecret: true), allowUnencrypted);

    private static string? Part(IDictionary parts, string name, bool isSecret)
    {
        var key = parts.Keys.Cast<object>().FirstOrDefault(k => string.Equals(k.ToString(), name, StringComparison.OrdinalIgnoreCase));
        return key is null ? null : PSValue.Unwrap(parts[key]) switch
        {
            SecureString secret => SecureStringExtensions.ToPlainText(secret, isSecret),
            PSCredential credential => SecureStringExtensions.ToPlainText(credential.Password, isSecret),
            var other => other?.ToString(),
        };
    }
}
