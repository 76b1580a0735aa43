using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace Owox.PowerShell.Tests.Engine;

/// <summary>What is published, made by build.ps1 once for all files of the suite that look at it.</summary>
internal static class PackageBuild
{
    private static readonly Lazy<Task<string>> Made = new(static () => MakeAsync());

    /// <summary>The folder that holds it.</summary>
    public static Task<string> FolderAsync() => Made.Value;

    private static async Task<string> MakeAsync()
    {
        // No compiler stays behind with this process's pipes in its hands.
        var environment = new Dictionary<string, string?>(StringComparer.Ordinal) { ["MSBUILDDISABLENODEREUSE"] = "1", ["UseSharedCompilation"] = "false" };
        var (code, output) = await PowerShellEngine.RunAsync(
            ["-NoProfile", "-NonInteractive", "-File", Path.Combine(Repository.Root, "build.ps1"), "-Task", "Package"], environment, CancellationToken.None);
        return code == 0
            ? Path.Combine(Repository.Root, "out", "package")
            : throw new InvalidOperationException($"build.ps1 -Task Package ended with code {code}:\n{output}");
    }
}
