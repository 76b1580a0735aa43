using System.Collections;
using System.Management.Automation;
using System.Runtime.CompilerServices;
using System.Security;
using System.Text.RegularExpressions;
using Owox.Redaction;

namespace Owox.PowerShell.Binding;

/// <summary>
/// Takes plain text where a SecureString is wanted, and remembers that it was plain so that the cmdlet can warn. Takes values
/// of other types as well, for the cmdlet to reject: the error of the engine would quote them.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class SecureStringTransformationAttribute : ArgumentTransformationAttribute
{
    private static readonly ConditionalWeakTable<SecureString, object> PlainOnes = new();
    private static readonly ConditionalWeakTable<SecureString, string> OtherTypes = new();

    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        var given = inputData is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : inputData;
        switch (given)
        {
            case null or SecureString:
                return given;
            case string text:
                var secret = SecureStringExtensions.ToSecureString(text);
                PlainOnes.Add(secret, text.Length);
                return secret;
            default:
                var rejected = new SecureString();
                OtherTypes.Add(rejected, given is PSObject ? nameof(PSCustomObject) : given.GetType().Name);
                return rejected;
        }
    }

    /// <summary>Whether it was specified as plain text.</summary>
    public static bool WasPlain(SecureString secret) => PlainOnes.TryGetValue(secret, out _);

    /// <exception cref="OwoxConfigurationException">What was given is neither a SecureString nor text.</exception>
    public static void Require(SecureString secret, string parameter)
    {
        if (OtherTypes.TryGetValue(secret, out var type))
        {
            throw new OwoxConfigurationException(
                ErrorReason.SecretTypeUnsupported, $"-{parameter} takes a SecureString or a string, not a {type}. Pass the value itself.");
        }
    }
}

/// <summary>Asks for the password of a user name that is given as text, as Credential does. A prompt would show a key that is given instead.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ToCredentialAttribute : ArgumentTransformationAttribute
{
    private readonly CredentialAttribute _asks = new();

    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        _asks.Transform(engineIntrinsics, SingleValueAttribute.Checked(inputData));
}

/// <summary>Tells arguments that contain a secret, which no error may quote.</summary>
internal static class SecretArgument
{
    /// <summary>Stands for an object that contains a secret and cannot be used. The error of the engine for such an object would keep it.</summary>
    public const string Marker = "(a secret that is not shown)";

    // What follows the prefix is base64url of a JSON object. Names such as owox_key_prod are no keys.
    private static readonly Regex Key = new(
        ApiKey.Prefix + "e[wy][A-Za-z0-9_-]{16,}", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    /// <summary>Whether a text contains the value of an API key, or stands for a secret.</summary>
    public static bool IsKey(string text) => text == Marker || Key.IsMatch(text);

    /// <summary>Whether a value contains a key, a secret that this process has used, or a value whose name says that it is secret.</summary>
    public static bool Contains(object? value) => PSValue.Unwrap(value) switch
    {
        string text => KnownSecrets.Redact(text) != text,
        IDictionary table => table.Keys.Cast<object?>().Any(key => Contains($"@{{{key}={PSValue.Unwrap(table[key!])}}}")),
        PSObject record => Contains($"{record}"),
        IEnumerable several => several.Cast<object?>().Any(Contains),
        _ => false,
    };
}

/// <summary>Converts any text to an address. The error of the engine would quote the text, which can contain a password.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ProxyUriTransformationAttribute : ArgumentTransformationAttribute
{
    // The cmdlet rejects it with its own error.
    private static readonly Uri NoAddress = new("", UriKind.Relative);

    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) => PSValue.Unwrap(inputData) switch
    {
        null => inputData,
        Uri address => address,
        var other => Uri.TryCreate(other.ToString(), UriKind.RelativeOrAbsolute, out var address) ? address : NoAddress,
    };
}
