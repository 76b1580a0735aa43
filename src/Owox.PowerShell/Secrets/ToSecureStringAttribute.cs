using System.Management.Automation;
using System.Runtime.CompilerServices;
using System.Security;

namespace Owox.PowerShell.Secrets;

/// <summary>Takes plain text where a SecureString is wanted, and remembers that it was plain so that the cmdlet can warn.</summary>
internal sealed class ToSecureStringAttribute : ArgumentTransformationAttribute
{
    private static readonly ConditionalWeakTable<SecureString, object> PlainOnes = new();

    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        if ((inputData is PSObject wrapped ? wrapped.BaseObject : inputData) is not string text)
        {
            return inputData;
        }

        var secret = SecretText.ToSecureString(text);
        PlainOnes.Add(secret, text.Length);
        return secret;
    }

    /// <summary>Whether it was given as plain text.</summary>
    public static bool WasPlain(SecureString secret) => PlainOnes.TryGetValue(secret, out _);
}
