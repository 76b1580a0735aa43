using System.Management.Automation;

namespace Owox.PowerShell.Binding;

/// <summary>Asks for the password of a user name that is given as text, as Credential does. A prompt would show a key that is given instead.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ToCredentialAttribute : ArgumentTransformationAttribute
{
    private readonly CredentialAttribute _asks = new();

    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        _asks.Transform(engineIntrinsics, SingleValueAttribute.Checked(inputData));
}
