using System.Management.Automation.Host;

namespace Owox.PowerShell.Secrets;

/// <summary>Tells whether there is a person who could answer a prompt. Where in doubt there is not: a prompt would hang the job.</summary>
internal static class HostInteraction
{
    private static readonly string[] InteractiveHosts = ["ConsoleHost", "Visual Studio Code Host", "Windows PowerShell ISE Host"];

    public static bool CanPrompt(PSHost host) =>
        InteractiveHosts.Contains(host.Name, StringComparer.Ordinal)
        && Environment.UserInteractive
        && CiAgent.Current is null
        && !WasStartedNonInteractive()
        && (host.Name != "ConsoleHost" || !Console.IsInputRedirected);

    // The engine takes any unambiguous beginning of the switch.
    private static bool WasStartedNonInteractive() =>
        Environment.GetCommandLineArgs().Any(static argument =>
            argument.Length >= 5
            && argument[0] is '-' or '/'
            && "noninteractive".StartsWith(argument.TrimStart('-', '/'), StringComparison.OrdinalIgnoreCase));
}
