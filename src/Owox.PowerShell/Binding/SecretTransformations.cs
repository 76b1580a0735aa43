using System.Collections;
using System.Management.Automation;
using System.Runtime.CompilerServices;
using System.Security;
using System.Text.RegularExpressions;
using Owox.Redaction;

namespace Owox.PowerShell.Binding;

/// <summary>
/// Converts plain text to a SecureString, and stores that it was plain text so that the cmdlet can write a warning. Values of other types are
/// accepted, and the cmdlet rejects them later, because PowerShell's error message would contain the value.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class SecureStringTransformationAttribute : ArgumentTransformationAttribute
{
    private static readonly ConditionalWeakTable<SecureString, object> PlainTextValues = new();
    private static readonly ConditionalWeakTable<SecureString, string> OtherTypes = new();

    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        var value = PSValue.Unwrap(inputData) ?? inputData;
        switch (value)
        {
            case null or SecureString:
                return value;
            case string text:
                var secret = SecureStringExtensions.ToSecureString(text);
                PlainTextValues.Add(secret, text.Length);
                return secret;
            default:
                var rejected = new SecureString();
                OtherTypes.Add(rejected, value is PSObject ? nameof(PSCustomObject) : value.GetType().Name);
                return rejected;
        }
    }

    /// <summary>Whether the secret was specified as plain text.</summary>
    public static bool WasPlainText(SecureString secret) => PlainTextValues.TryGetValue(secret, out _);

    /// <exception cref="OwoxConfigurationException">The value is neither a SecureString nor text.</exception>
    public static void Require(SecureString secret, string parameter)
    {
        if (OtherTypes.TryGetValue(secret, out var type))
        {
            throw new OwoxConfigurationException(
                ErrorReason.SecretTypeUnsupported, $"-{parameter} accepts a SecureString or a string, not a {type}. Specify the value itself.");
        }
    }
}

/// <summary>
/// Prompts for the password if the user name is specified as text, as CredentialAttribute does. If a key is specified by mistake, the prompt
/// does not show it.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ToCredentialAttribute : ArgumentTransformationAttribute
{
    private readonly CredentialAttribute _asks = new();

    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        _asks.Transform(engineIntrinsics, SingleValueAttribute.Checked(inputData));
}

/// <summary>Detects arguments that contain a secret, which no error message may contain.</summary>
internal static class SecretArgument
{
    /// <summary>The replacement for an invalid object that contains a secret. PowerShell's error record would contain the object.</summary>
    public const string Marker = "(a secret that is not shown)";

    // The prefix is followed by base64url of a JSON object. Names such as owox_key_prod are not keys.
    private static readonly Regex Key = new(
        ApiKey.Prefix + "e[wy][A-Za-z0-9_-]{16,}", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    /// <summary>Whether a text contains the value of an API key or is the replacement for a secret.</summary>
    public static bool IsKey(string text) => text == Marker || Key.IsMatch(text);

    /// <summary>Whether a value contains a key, a secret that this process has used, or a value whose name indicates a secret.</summary>
    public static bool Contains(object? value) => PSValue.Unwrap(value) switch
    {
        string text => KnownSecrets.Redact(text) != text,
        IDictionary table => table.Keys.Cast<object?>().Any(key => Contains($"@{{{key}={PSValue.Unwrap(table[key!])}}}")),
        PSObject record => Contains($"{record}"),
        IEnumerable several => several.Cast<object?>().Any(Contains),
        _ => false,
    };
}

/// <summary>Converts any text to a URI. PowerShell's error message would contain the text, which can include a password.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ProxyUriTransformationAttribute : ArgumentTransformationAttribute
{
    // The cmdlet rejects this value with a separate error.
    private static readonly Uri NoAddress = new("", UriKind.Relative);

    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) => PSValue.Unwrap(inputData) switch
    {
        null => inputData,
        Uri address => address,
        var other => Uri.TryCreate(other.ToString(), UriKind.RelativeOrAbsolute, out var address) ? address : NoAddress,
    };
}
