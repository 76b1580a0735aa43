using System.Management.Automation;

namespace Owox.PowerShell.Binding;

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
