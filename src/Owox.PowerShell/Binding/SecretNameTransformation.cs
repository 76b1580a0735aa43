using System.Collections;
using System.Management.Automation;

namespace Owox.PowerShell.Binding;

/// <summary>
/// Accepts names of secrets as text. An object of the pipeline must identify a secret with the properties SecretName, or Name and VaultName:
/// other objects, such as keys of the server, also have a name, which is not that of a secret. They are replaced with <see cref="Marker"/>,
/// so that the cmdlet can reject them.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class SecretNameTransformationAttribute : ArgumentTransformationAttribute
{
    /// <summary>The replacement for an object that does not identify a secret.</summary>
    public const string Marker = "(an object that is not a secret)";

    // Properties of an object that identifies a secret are bound by PowerShell, together with the vault.
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) => PSValue.Unwrap(inputData) switch
    {
        null => inputData,
        IEnumerable several and not (string or IDictionary) => several.Cast<object?>().All(IsText) ? inputData : several.Cast<object?>().Select(NameOf).ToArray(),
        _ => IsText(inputData) || IsSecret(inputData!) ? inputData : new[] { Marker },
    };

    /// <exception cref="OwoxVaultException">The input was an object that does not identify a secret.</exception>
    public static void Require(string secretName)
    {
        // The default vault can contain an unrelated secret with the name of a key.
        if (secretName == Marker)
        {
            throw new OwoxVaultException(
                ErrorReason.RotationNotPossible,
                "The input is not a secret: it has no property SecretName, and not both Name and VaultName. Nothing was done. "
                + "Specify the secret that contains the key: with -SecretName and -Vault, or with the output of Get-SecretInfo.");
        }
    }

    private static string? NameOf(object? item) => IsText(item) ? LanguagePrimitives.ConvertTo<string>(PSValue.Unwrap(item)) : Marker;

    private static bool IsText(object? item) => PSValue.Unwrap(item) is null or IConvertible or Guid;

    private static bool IsSecret(object item) => Has(item, "SecretName") || (Has(item, "Name") && Has(item, "VaultName"));

    private static bool Has(object item, string property) => PSObject.AsPSObject(item).Properties[property]?.Value?.ToString() is { Length: > 0 };
}
