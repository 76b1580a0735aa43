using System.Diagnostics;

namespace Owox.PowerShell.Tests.Engine;

/// <summary>The PowerShell that a worker runs in.</summary>
internal interface IPesterEngine
{
    /// <summary>Creates the start information of a process with the environment that the tests need.</summary>
    Task<ProcessStartInfo> CreateStartAsync(IReadOnlyList<string> arguments);

    /// <summary>Converts a path of this system to the form that this PowerShell uses.</summary>
    string ToEnginePath(string path);

    /// <summary>Terminates a process that did not end, and its child processes.</summary>
    Task KillAsync(Process process);
}
