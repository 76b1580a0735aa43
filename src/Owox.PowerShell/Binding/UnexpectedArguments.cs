using System.Management.Automation;
using System.Reflection;
using Owox.Redaction;

namespace Owox.PowerShell.Binding;

/// <summary>
/// Rejects arguments without a matching parameter, and keys in parameters that do not accept keys. The error messages do not contain them.
/// </summary>
internal static class UnexpectedArguments
{
    private const string Remedy = "Connect-OwoxDataMarts without parameters prompts for the key and masks it, -ApiKey accepts a SecureString, and -SecretName reads a vault";

    /// <exception cref="OwoxConfigurationException">There is an argument without a parameter name, or a text contains a key.</exception>
    public static void Check(OwoxCmdletBase cmdlet)
    {
        if (cmdlet.WithoutName is { Length: > 0 } extra)
        {
            var isSecret = SecretArgument.Contains(extra);
            Hide(cmdlet, nameof(OwoxCmdletBase.WithoutName));
            throw isSecret ? Misplaced($"An argument without a parameter name looks like a secret, which {cmdlet.MyInvocation.MyCommand.Name} does not accept in this position") : new OwoxConfigurationException(
                ErrorReason.UnexpectedArgument,
                $"{cmdlet.MyInvocation.MyCommand.Name} does not accept {extra.Length} of the arguments, because they have no parameter name. "
                + $"Specify -Name value, and separate several values of a parameter with commas; Get-Help {cmdlet.MyInvocation.MyCommand.Name} shows the parameters.");
        }

        if (cmdlet.WithoutUse is not null)
        {
            Hide(cmdlet, nameof(OwoxCmdletBase.WithoutUse));
            throw Misplaced($"An unused parameter of {cmdlet.MyInvocation.MyCommand.Name} contains a secret");
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
                throw Misplaced($"The pipeline input contains a secret, which {cmdlet.MyInvocation.MyCommand.Name} does not accept as input");
            }
        }

        CheckTexts(cmdlet);
    }

    private static void CheckTexts(OwoxCmdletBase cmdlet)
    {
        foreach (var parameter in cmdlet.MyInvocation.BoundParameters)
        {
            if (ParameterRules.Texts(parameter.Value).OfType<string>().Any(SecretArgument.IsKey))
            {
                Hide(cmdlet, parameter.Key);
                throw Misplaced($"The value of -{parameter.Key} contains an API key or another secret, which this parameter does not accept");
            }
        }
    }

    private static bool TakesInput(PSCmdlet cmdlet, string parameter) =>
        cmdlet.GetType().GetProperty(parameter)?.GetCustomAttributes<ParameterAttribute>().Any(static p => p.ValueFromPipeline || p.ValueFromPipelineByPropertyName) == true;

    // The error record contains the values of all parameters.
    private static void Hide(PSCmdlet cmdlet, string parameter) => cmdlet.MyInvocation.BoundParameters[parameter] = KnownSecrets.Replacement;

    /// <summary>Creates the error for a secret in a value that is shown or stored.</summary>
    /// <param name="what">The value, as the start of a sentence, without the secret.</param>
    internal static OwoxConfigurationException Misplaced(string what) => new(
        ErrorReason.UnexpectedSecret, $"{what}, so nothing was done. {Remedy}; replace a key that others may have seen with Invoke-OwoxApiKeyRotation.");
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
