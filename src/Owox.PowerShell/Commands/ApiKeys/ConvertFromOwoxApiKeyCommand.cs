using System.Management.Automation;
using System.Security;
using Owox.PowerShell.Binding;

namespace Owox.PowerShell.Commands.ApiKeys;

/// <summary>Returns the origin and the ID that an API key value contains, but not its secret. Sends no request.</summary>
[Cmdlet(VerbsData.ConvertFrom, "OwoxApiKey")]
[OutputType(typeof(OwoxDecodedApiKey))]
public sealed class ConvertFromOwoxApiKeyCommand : OwoxCmdletBase
{
    /// <summary>The complete key value, as a SecureString or as text.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [SecureStringTransformation]
    [ValidateNotNull]
    public SecureString? ApiKey { get; set; }

    private protected override void ProcessInput() => InvokeTerminating(target: null, () =>
    {
        SecureStringTransformationAttribute.Require(ApiKey!, nameof(ApiKey));

        // The key is only parsed and not sent, so an origin without TLS is also accepted.
        var key = Owox.ApiKey.Parse(SecureStringExtensions.ToPlainText(ApiKey!), allowUnencrypted: true);
        WriteObject(new OwoxDecodedApiKey(key.Origin.ToString(), key.Id));
    });
}
