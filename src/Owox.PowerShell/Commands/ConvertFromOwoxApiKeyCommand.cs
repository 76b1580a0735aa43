using System.Management.Automation;
using System.Security;
using Owox.PowerShell.Secrets;

namespace Owox.PowerShell.Commands;

/// <summary>Tells what an API key value says of itself: where it is good for, and its ID. Never the secret; makes no call.</summary>
[Cmdlet(VerbsData.ConvertFrom, "OwoxApiKey")]
[OutputType(typeof(OwoxApiKeyContent))]
public sealed class ConvertFromOwoxApiKeyCommand : OwoxCommand
{
    /// <summary>The whole key value, as a SecureString or as text.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ToSecureString]
    [ValidateNotNull]
    public SecureString? ApiKey { get; set; }

    protected override void ProcessRecord() => OrTerminate(target: null, () =>
    {
        // Only looked at, never sent: an origin that could not be connected to is told like any other.
        var key = Owox.ApiKey.Parse(SecretText.Reveal(ApiKey!), allowUnencrypted: true);
        WriteObject(new OwoxApiKeyContent(key.Origin.ToString(), key.Id));
    });
}
