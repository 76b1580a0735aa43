using System.Collections;
using System.Management.Automation;
using System.Security;
using System.Text;
using Owox.PowerShell.Binding;

namespace Owox.PowerShell.ApiKeys;

/// <summary>
/// Puts an API key into a secret without changing the type of the secret or what it holds besides: a string, a SecureString, a
/// PSCredential with the key as its password, bytes, or a hashtable with the parts of the key.
/// </summary>
internal static class SecretValue
{
    private const string KeyId = "apiKeyId";
    private const string KeySecret = "apiKeySecret";

    /// <summary>What stands in a secret that holds no key for now.</summary>
    private const string NoKey = "no API key (used by Invoke-OwoxApiKeyRotation)";

    /// <summary>The same secret with another key.</summary>
    /// <param name="template">The secret whose type and other content are kept.</param>
    /// <param name="source">A secret that holds the key. Where it is a hashtable and the template is not, or the other way round, it is used as it is.</param>
    public static object WithKeyOf(object template, object source) => (template, source) switch
    {
        (IDictionary parts, IDictionary other) => WithParts(parts, Text(Part(other, KeyId)), Text(Part(other, KeySecret))),
        (IDictionary, _) or (_, IDictionary) => source,
        _ => WithText(template, Text(source)),
    };

    /// <summary>The same secret with a new key.</summary>
    public static object WithKey(object template, SecureString value)
    {
        if (template is not IDictionary parts)
        {
            return WithText(template, SecureStringExtensions.ToPlainText(value));
        }

        var key = ApiKey.Parse(SecureStringExtensions.ToPlainText(value), allowUnencrypted: true);
        return WithParts(parts, key.Id, key.Secret);
    }

    /// <summary>The same secret without a key.</summary>
    public static object WithoutKey(object template) => template is IDictionary parts ? WithParts(parts, NoKey, NoKey) : WithText(template, NoKey);

    /// <summary>Whether a secret is one without a key, of whatever type.</summary>
    public static bool IsWithoutKey(object? secret) => secret switch
    {
        null => false,
        IDictionary parts => Text(Part(parts, KeyId)) == NoKey,
        _ => Text(secret) == NoKey,
    };

    /// <summary>Whether two secrets hold the same. Vaults give some types back as another one.</summary>
    public static bool AreEqual(object? one, object? other) =>
        one is IDictionary == other is IDictionary
        && Text(one) == Text(other)
        && (one is not PSCredential || other is not PSCredential || User(one) == User(other));

    // The key was added to the known secrets where it entered the process.
    private static object WithText(object template, string text) => template switch
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
