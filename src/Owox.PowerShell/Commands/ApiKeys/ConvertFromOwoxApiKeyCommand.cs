using System.Management.Automation;
using System.Security;
using Owox.PowerShell.Binding;

namespace Owox.PowerShell.Commands.ApiKeys;

/// <summary>Tells what an API key value says of itself: where it is good for, and its ID. Never the secret; makes no call.</summary>
[Cmdlet(VerbsData.ConvertFrom, "OwoxApiKey")]
[OutputType(typeof(OwoxDecodedApiKey))]
public sealed class ConvertFromOwoxApiKeyCommand : OwoxCmdletBase
{
    /// <summary>The whole key value, as a SecureString or as text.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [SecureStringTransformation]
    [ValidateNotNull]
    public SecureString? ApiKey { get; set; }

    private protected override void ProcessInput() => InvokeTerminating(target: null, () =>
    {
        SecureStringTransformationAttribute.Require(ApiKey!, nameof(ApiKey));

        // Only looked at, never sent: an origin that could not be connected to is told like any other.
        var key = Owox.ApiKey.Parse(SecureStringExtensions.ToPlainText(ApiKey!), allowUnencrypted: true);
        WriteObject(new OwoxDecodedApiKey(key.Origin.ToString(), key.Id));
    });
}
