using System.Diagnostics;

namespace Owox.PowerShell.Tests.Engine;

/// <summary>The PowerShell that a worker runs in.</summary>
internal interface IPesterEngine
{
    /// <summary>Creates a process start with the environment that the tests need.</summary>
    Task<ProcessStartInfo> CreateStartAsync(IReadOnlyList<string> arguments);

    /// <summary>Returns a path of this system as that PowerShell reads it.</summary>
    string ToEnginePath(string path);

    /// <summary>Ends a process that did not end by itself, with all that it started.</summary>
    Task KillAsync(Process process);
}
