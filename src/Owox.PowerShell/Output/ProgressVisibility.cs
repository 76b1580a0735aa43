using System.Management.Automation;
using Owox.PowerShell.Secrets;

namespace Owox.PowerShell.Output;

/// <summary>Determines whether a progress bar would be visible.</summary>
internal static class ProgressVisibility
{
    public static bool IsVisible(PSCmdlet cmdlet) =>
        !Console.IsOutputRedirected
        && CiAgent.Current is null
        && !Equals(cmdlet.SessionState.PSVariable.GetValue("ProgressPreference")?.ToString(), nameof(ActionPreference.SilentlyContinue));
}
