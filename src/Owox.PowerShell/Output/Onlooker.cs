using System;
using System.Management.Automation;

namespace Owox.PowerShell.Output;

/// <summary>Tells whether a progress bar would meet anybody's eyes.</summary>
internal static class Onlooker
{
    public static bool IsThere(PSCmdlet cmdlet) =>
        !Console.IsOutputRedirected
        && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("TF_BUILD"))
        && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("CI"))
        && !Equals(cmdlet.SessionState.PSVariable.GetValue("ProgressPreference")?.ToString(), nameof(ActionPreference.SilentlyContinue));
}
