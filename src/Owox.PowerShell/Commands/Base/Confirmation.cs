using System.Globalization;
using System.Management.Automation;
using System.Reflection;
using Owox.PowerShell.Secrets;

namespace Owox.PowerShell.Commands.Base;

/// <summary>Determines what -WhatIf, -Confirm and the preferences of the session mean for a change.</summary>
internal static class Confirmation
{
    /// <summary>Whether a switch was specified and is set.</summary>
    public static bool IsSpecified(this PSCmdlet cmdlet, string parameter) =>
        cmdlet.MyInvocation.BoundParameters.TryGetValue(parameter, out var value) && value is SwitchParameter { IsPresent: true };

    /// <summary>Whether -WhatIf applies. -Force does not override it.</summary>
    public static bool IsWhatIf(this PSCmdlet cmdlet) =>
        cmdlet.MyInvocation.BoundParameters.ContainsKey("WhatIf")
            ? cmdlet.IsSpecified("WhatIf")
            : LanguagePrimitives.IsTrue(cmdlet.SessionState.PSVariable.GetValue("WhatIfPreference"));

    /// <summary>Whether the engine prompts before a change.</summary>
    public static bool CanPrompt(this PSCmdlet cmdlet)
    {
        if (cmdlet.MyInvocation.BoundParameters.ContainsKey("Confirm"))
        {
            return cmdlet.IsSpecified("Confirm");
        }

        var impact = cmdlet.GetType().GetCustomAttribute<CmdletAttribute>()?.ConfirmImpact ?? ConfirmImpact.None;
        return LanguagePrimitives.TryConvertTo<ConfirmImpact>(cmdlet.SessionState.PSVariable.GetValue("ConfirmPreference"), CultureInfo.InvariantCulture, out var preference)
            && preference != ConfirmImpact.None
            && impact >= preference;
    }
}

/// <summary>Determines whether a progress bar would be visible.</summary>
internal static class ProgressVisibility
{
    public static bool IsVisible(PSCmdlet cmdlet) =>
        !Console.IsOutputRedirected
        && CiAgent.Current is null
        && !Equals(cmdlet.SessionState.PSVariable.GetValue("ProgressPreference")?.ToString(), nameof(ActionPreference.SilentlyContinue));
}
