using System.Management.Automation;
using Owox.Errors;
using Owox.Redaction;

namespace Owox.PowerShell.Commands.Plugins;

/// <summary>Makes the server check for newer releases of plugins immediately instead of at the daily check.</summary>
[Cmdlet(VerbsData.Update, "OwoxPlugin", SupportsShouldProcess = true, DefaultParameterSetName = RepositorySet)]
[OutputType(typeof(PluginUpdate))]
public sealed class UpdateOwoxPluginCommand : PluginCmdletBase
{
    private const string Failed = "failed";

    private protected override void ProcessInput() => ForEach((repository, _) =>
    {
        if (!ShouldProcess(repository, "Check for a newer release, which all users of the plugin receive"))
        {
            return;
        }

        var update = Call((client, cancellationToken) => client.Plugins.UpdateAsync(repository, cancellationToken));
        WriteObject(update.Outcome != Failed ? update : throw new OwoxApiException(
            ErrorReason.PluginUpdateFailed,
            ServerTextSanitizer.Sanitize($"The server could not check {repository} for a newer release. The version remains {update.CurrentSemver ?? "(none)"}. The server checks again automatically {(update.NextCheckAt is { } next ? FormattableString.Invariant($"at {next:u}") : "within a day")}.", [])!,
            new ApiErrorResponse(200, "POST", "/api/plugins/update")));
    });
}
