using System.Management.Automation;
using System.Runtime.CompilerServices;
using System.Security;

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
