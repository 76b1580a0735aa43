using System.Collections;
using System.Management.Automation;
using System.Security;
using System.Text;
using Owox.PowerShell.Binding;

namespace Owox.PowerShell.Secrets.Vaults;

/// <summary>
/// Reads an API key from a secret of any type that vaults support, or replaces it without changing the type or the other content.
/// The types are a string, a SecureString, a PSCredential with the key as its password, bytes, and a hashtable with the parts of the key.
/// </summary>
internal static class SecretValue
{
    private const string KeyOrigin = "apiOrigin";
    private const string KeyId = "apiKeyId";
    private const string KeySecret = "apiKeySecret";

    /// <summary>Returns the key in a secret.</summary>
    /// <exception cref="OwoxVaultException">The secret has another type.</exception>
    /// <exception cref="OwoxConfigurationException">The secret contains no valid key.</exception>
    public static ApiKey ReadKey(object secret, string name, bool allowUnencrypted) => secret switch
    {
        SecureString value => ApiKey.Parse(SecureStringExtensions.ToPlainText(value), allowUnencrypted),
        string value => ApiKey.Parse(value, allowUnencrypted),
        PSCredential value => ApiKey.Parse(SecureStringExtensions.ToPlainText(value.Password), allowUnencrypted),
        byte[] value => ApiKey.Parse(Encoding.UTF8.GetString(value), allowUnencrypted),
        IDictionary value => ReadParts(value, allowUnencrypted),
        _ => throw Unsupported(name, $"Its type is {secret.GetType().FullName}."),
    };

    /// <summary>Returns the key in a secret, or null if the secret does not exist or contains no key.</summary>
    public static ApiKey? TryReadKey(object? secret)
    {
        try
        {
            return secret is null ? null : ReadKey(secret, "", allowUnencrypted: true);
        }
        catch (OwoxException e) when (e is OwoxConfigurationException or OwoxVaultException { Reason: ErrorReason.SecretTypeUnsupported })
        {
            return null;
        }
    }

    public static OwoxVaultException Unsupported(string name, string detail) => new(
        ErrorReason.SecretTypeUnsupported,
        $"The secret '{name}' has a type that cannot contain an API key. Store the key as a string or SecureString, a PSCredential (the key as its password), "
        + $"bytes, or a hashtable with apiOrigin, apiKeyId and apiKeySecret. {detail}");

    /// <summary>Returns the text of a secret, or null if it does not exist, or is a hashtable or of an unsupported type.</summary>
    /// <param name="secret">The secret in its stored type.</param>
    public static string? TryReadText(object? secret) => PSValue.Unwrap(secret) is (string or SecureString or PSCredential or byte[]) ? Text(secret) : null;

    /// <summary>Returns the secret with the key of another secret.</summary>
    /// <param name="template">The secret whose type and other content are kept.</param>
    /// <param name="source">The secret with the key. It is returned unchanged if only one of the two secrets is a hashtable.</param>
    public static object WithKeyOf(object template, object source) => (template, source) switch
    {
        (IDictionary parts, IDictionary other) => WithParts(parts, Text(Part(other, KeyId)), Text(Part(other, KeySecret))),
        (IDictionary, _) or (_, IDictionary) => source,
        _ => WithText(template, Text(source)),
    };

    /// <summary>Returns the secret with a new key.</summary>
    public static object WithKey(object template, SecureString value)
    {
        if (template is not IDictionary parts)
        {
            return WithText(template, SecureStringExtensions.ToPlainText(value));
        }

        var key = ApiKey.Parse(SecureStringExtensions.ToPlainText(value), allowUnencrypted: true);
        return WithParts(parts, key.Id, key.Secret);
    }

    /// <summary>Returns the secret with a placeholder instead of a key.</summary>
    public static object WithPlaceholder(object template, string placeholder) =>
        template is IDictionary parts ? WithParts(parts, placeholder, placeholder) : WithText(template, placeholder);

    /// <summary>Whether a secret of any type contains a placeholder instead of a key.</summary>
    public static bool IsWithoutKey(object? secret) => secret switch
    {
        null => false,
        IDictionary parts => SecretPlaceholder.Is(Text(Part(parts, KeyId))),
        _ => SecretPlaceholder.Is(Text(secret)),
    };

    /// <summary>Whether two secrets have the same content. Vaults return some types as another type.</summary>
    public static bool AreEqual(object? one, object? other) =>
        one is IDictionary == other is IDictionary
        && Text(one) == Text(other)
        && (one is not PSCredential || other is not PSCredential || User(one) == User(other));

    /// <summary>Returns the secret with another text. The text was added to the known secrets when it entered the process.</summary>
    public static object WithText(object template, string text) => template switch
    {
        string => text,
        PSCredential credential => new PSCredential(credential.UserName, SecureStringExtensions.ToSecureString(text, isSecret: false)),
        byte[] => Encoding.UTF8.GetBytes(text),
        _ => SecureStringExtensions.ToSecureString(text, isSecret: false),
    };

    private static Hashtable WithParts(IDictionary parts, string id, string secret)
    {
        var copy = new Hashtable();
        foreach (DictionaryEntry part in parts)
        {
            copy[part.Key] = PSValue.Unwrap(part.Value);
        }

        copy[Name(parts, KeyId)] = WithText(PSValue.Unwrap(Part(parts, KeyId)) ?? "", id);
        copy[Name(parts, KeySecret)] = WithText(PSValue.Unwrap(Part(parts, KeySecret)) ?? SecureStringExtensions.ToSecureString(""), secret);
        return copy;
    }

    // Vaults return all parts as SecureStrings, but two of them are not secret and may be displayed.
    private static ApiKey ReadParts(IDictionary parts, bool allowUnencrypted) => ApiKey.FromParts(
        ReadPart(parts, KeyOrigin, isSecret: false), ReadPart(parts, KeyId, isSecret: false), ReadPart(parts, KeySecret, isSecret: true), allowUnencrypted);

    private static string? ReadPart(IDictionary parts, string name, bool isSecret) => PSValue.Unwrap(Part(parts, name)) switch
    {
        SecureString secret => SecureStringExtensions.ToPlainText(secret, isSecret),
        PSCredential credential => SecureStringExtensions.ToPlainText(credential.Password, isSecret),
        var other => other?.ToString(),
    };

    private static object? Part(IDictionary parts, string name) => parts[Name(parts, name)];

    private static object Name(IDictionary parts, string name) =>
        parts.Keys.Cast<object>().FirstOrDefault(key => string.Equals(key.ToString(), name, StringComparison.OrdinalIgnoreCase)) ?? name;

    private static string Text(object? secret) => PSValue.Unwrap(secret) switch
    {
        SecureString text => SecureStringExtensions.ToPlainText(text, isSecret: false),
        PSCredential credential => SecureStringExtensions.ToPlainText(credential.Password, isSecret: false),
        byte[] bytes => Encoding.UTF8.GetString(bytes),
        IDictionary parts => string.Join("\n", parts.Keys.Cast<object>().Select(key => $"{key}={User(parts[key])}{Text(parts[key])}").OrderBy(static line => line, StringComparer.Ordinal)),
        var other => other?.ToString() ?? "",
    };

    private static string User(object? secret) => PSValue.Unwrap(secret) is PSCredential credential ? credential.UserName + "\n" : "";
}
