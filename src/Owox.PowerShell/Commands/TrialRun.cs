using System.Management.Automation;

namespace Owox.PowerShell.Commands;

/// <summary>Tells whether -WhatIf holds: -Force answers the question of ShouldProcess, and a trial run stays one.</summary>
internal static class TrialRun
{
    public static bool IsTrialRun(this PSCmdlet cmdlet) =>
        cmdlet.MyInvocation.BoundParameters.TryGetValue("WhatIf", out var given)
            ? given is SwitchParameter { IsPresent: true }
            : cmdlet.SessionState.PSVariable.GetValue("WhatIfPreference") is true or SwitchParameter { IsPresent: true };
}
