using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace Owox.PowerShell.Tests.Engine;

/// <summary>The PowerShell on PATH, if there is one.</summary>
internal static class PowerShellEngine
{
    public const string Missing = "There is no pwsh on PATH: this was not tried in a real PowerShell.";

    public static string? Path { get; } = Tool.Find("pwsh");

    /// <summary>Runs the engine to its end and gives all that it printed.</summary>
    public static Task<(int ExitCode, string Output)> RunAsync(
        IEnumerable<string> arguments, IReadOnlyDictionary<string, string?> environment, CancellationToken cancellationToken) =>
        Tool.RunAsync(Path!, arguments, environment, cancellationToken);
}
