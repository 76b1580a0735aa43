using System.Diagnostics;
using Owox.PowerShell.Tests;
using Owox.PowerShell.Tests.Engine;

namespace Owox.Windows.Tests.Wine;

/// <summary>The Windows build of PowerShell under Wine.</summary>
/// <param name="sandboxAddress">The address of the sandbox host, which runs natively.</param>
internal sealed class WineEngine(string sandboxAddress) : IPesterEngine
{
    public Task<ProcessStartInfo> CreateStartAsync(IReadOnlyList<string> arguments)
    {
        // The Windows console needs a terminal, which the program script provides.
        var command = string.Join(' ', new[] { Tool.Find("wine")!, WindowsHost.Executable }.Concat(arguments).Select(static word => $"'{word}'"));
        var start = new ProcessStartInfo(Tool.Find("script")!, ["--quiet", "--return", "--command", command, "/dev/null"]) { UseShellExecute = false };
        foreach (var (name, value) in WinePrefix.Environment)
        {
            start.Environment[name] = value;
        }

        start.Environment["OWOX_TEST_PESTER"] = ToEnginePath(Repository.PesterModule);
        start.Environment["OWOX_TEST_SANDBOX_HOST"] = sandboxAddress;
        start.Environment["PSExecutionPolicyPreference"] = "Bypass";
        start.Environment["DOTNET_TieredPGO"] = "0";
        return Task.FromResult(start);
    }

    // Wine shows the root folder as drive Z.
    public string ToEnginePath(string path) => "Z:" + path.Replace('/', '\\');

    public async Task KillAsync(Process process)
    {
        await WinePrefix.KillAsync();
        process.Kill(entireProcessTree: true);
    }
}
