using System.Management.Automation;

namespace Owox.PowerShell.Binding;

/// <summary>Takes values that contain a secret and no others, which the engine then gives to other parameters.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class OnlySecretsAttribute : ArgumentTransformationAttribute
{
    // The engine takes a cast that fails for a sign to try the next parameter.
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) => SecretArgument.Contains(inputData)
        ? inputData
        : throw new ArgumentTransformationMetadataException("This contains no secret.", new PSInvalidCastException("This contains no secret."));
}
