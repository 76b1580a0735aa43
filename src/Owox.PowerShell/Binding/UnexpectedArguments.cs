using System.Management.Automation;
using System.Reflection;
using Owox.Redaction;

namespace Owox.PowerShell.Binding;

/// <summary>
/// Rejects arguments without a matching parameter, and keys in parameters that do not accept keys. The error messages do not contain them.
/// </summary>
internal static class UnexpectedArguments
{
    private const string Remedy = "Connect-OwoxDataMarts without parameters asks for the key, masked. -ApiKey takes it as a SecureString, and -SecretName reads it from a vault.";

    /// <exception cref="OwoxConfigurationException">There is an argument without a parameter name, or a text contains a key.</exception>
    public static void Check(OwoxCmdletBase cmdlet)
    {
        if (cmdlet.WithoutName is { Length: > 0 } extra)
        {
            var isSecret = SecretArgument.Contains(extra);
            Hide(cmdlet, nameof(OwoxCmdletBase.WithoutName));
            throw isSecret ? Misplaced($"An argument without a parameter name looks like a secret, and {cmdlet.MyInvocation.MyCommand.Name} takes none there") : new OwoxConfigurationException(
                ErrorReason.UnexpectedArgument,
                $"{cmdlet.MyInvocation.MyCommand.Name} does not take {extra.Length} of the arguments, because no parameter name stands before them. "
                + $"Write -Name value, and commas between several values of a parameter. Get-Help {cmdlet.MyInvocation.MyCommand.Name} shows the parameters.");
        }

        if (cmdlet.WithoutUse is not null)
        {
            Hide(cmdlet, nameof(OwoxCmdletBase.WithoutUse));
            throw Misplaced($"A parameter of {cmdlet.MyInvocation.MyCommand.Name} that has no use contains a secret");
        }

        CheckTexts(cmdlet);
    }

    /// <exception cref="OwoxConfigurationException">The pipeline input is a secret that no parameter accepts, or a text contains a key.</exception>
    public static void CheckPiped(OwoxCmdletBase cmdlet)
    {
        if (cmdlet.MyInvocation.BoundParameters.ContainsKey(nameof(OwoxCmdletBase.WithoutUse)))
        {
            Hide(cmdlet, nameof(OwoxCmdletBase.WithoutUse));
            if (!cmdlet.MyInvocation.BoundParameters.Keys.Any(name => name != nameof(OwoxCmdletBase.WithoutUse) && TakesInput(cmdlet, name)))
            {
                throw Misplaced($"What came through the pipeline contains a secret, and {cmdlet.MyInvocation.MyCommand.Name} takes none from there");
            }
        }

        CheckTexts(cmdlet);
    }

    private static void CheckTexts(OwoxCmdletBase cmdlet)
    {
        foreach (var parameter in cmdlet.MyInvocation.BoundParameters)
        {
            if (Texts(parameter.Value).Any(SecretArgument.IsKey))
            {
                Hide(cmdlet, parameter.Key);
                throw Misplaced($"The value of -{parameter.Key} contains an API key or another secret, which this parameter does not take");
            }
        }
    }

    private static IEnumerable<string> Texts(object? value) => value is string text ? [text] : value as string[] ?? [];

    private static bool TakesInput(PSCmdlet cmdlet, string parameter) =>
        cmdlet.GetType().GetProperty(parameter)?.GetCustomAttributes<ParameterAttribute>().Any(static p => p.ValueFromPipeline || p.ValueFromPipelineByPropertyName) == true;

    // The error record contains the values of all parameters.
    private static void Hide(PSCmdlet cmdlet, string parameter) => cmdlet.MyInvocation.BoundParameters[parameter] = KnownSecrets.Replacement;

    private static OwoxConfigurationException Misplaced(string what) => new(
        ErrorReason.UnexpectedSecret, $"{what}. Nothing was done. {Remedy} Replace a key that others may have seen: Invoke-OwoxApiKeyRotation.");
}

/// <summary>Accepts only values that contain a secret, so that PowerShell binds other values to other parameters.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class OnlySecretsAttribute : ArgumentTransformationAttribute
{
    // PowerShell tries the next parameter after a failed cast.
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) => SecretArgument.Contains(inputData)
        ? inputData
        : throw new ArgumentTransformationMetadataException("This contains no secret.", new PSInvalidCastException("This contains no secret."));
}
