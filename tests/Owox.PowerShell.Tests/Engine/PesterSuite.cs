using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using Owox.Sandbox;
using Xunit;

namespace Owox.PowerShell.Tests.Engine;

/// <summary>Runs a file of the Pester suite in a fresh PowerShell, with one build of the module, beside a sandbox of its own.</summary>
public abstract class PesterSuite
{
    /// <summary>The files of the suite.</summary>
    /// <param name="forCoreOnly">Those that are about the build for PowerShell 7 alone, or all others.</param>
    private protected static TheoryData<string> Files(bool forCoreOnly) => [.. SuiteFile.All.Where(file => SuiteFile.IsForCoreOnly(file) == forCoreOnly)];

    // Files are about sockets, kills and clocks, on machines that do other work: one that fails is run once more, in a new
    // PowerShell beside a new sandbox, and what passes only then is named for all to see.
    private protected static async Task RunAsync(string file, string build)
    {
        Assert.SkipWhen(PowerShellEngine.Path is null, PowerShellEngine.Missing);
        var missing = await EngineModules.MissingForAsync(file);
        Assert.SkipWhen(missing is not null, missing ?? "");
        if (await TryAsync(file, build) is not { } first)
        {
            return;
        }

        var second = await TryAsync(file, build);
        Assert.True(second is null, $"Failed twice.\n\nFirst:\n{first}\n\nThen:\n{second}");
        TestContext.Current.AddWarning($"{file} with {build} passed only at the second try. The first:\n{first}");
        await Console.Error.WriteLineAsync($"Passed only at the second try: {file} with {build}.\n{first}");
    }

    /// <summary>Runs the file; gives what failed, or null.</summary>
    private static async Task<string?> TryAsync(string file, string build)
    {
        var folder = Directory.CreateTempSubdirectory("owox-pester-");
        try
        {
            await using var sandbox = await SandboxServer.StartAsync(SuiteFile.Sandbox(file));
            var report = Path.Combine(folder.FullName, "report.json");
            var environment = Environment(sandbox, build, folder.FullName);
            if (SuiteFile.Package(file) is { } package)
            {
                environment[package] = await PackageBuild.FolderAsync();
            }

            var (code, output) = await PowerShellEngine.RunAsync(
                ["-NoProfile", "-NonInteractive", "-File", Path.Combine(Repository.Pester, "Invoke-Suite.ps1"), "-Path", file, "-Report", report],
                environment,
                TestContext.Current.CancellationToken);
            return PesterReport.Read(report) is { } found
                ? Verdict(found, output)
                : $"PowerShell ended with code {code} and no report:\n{output}";
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string? Verdict(PesterReport found, string output)
    {
        TestContext.Current.TestOutputHelper?.WriteLine($"{found.Passed} passed, {found.Skipped.Count} skipped: {string.Join("; ", found.Skipped)}");
        return found.Failed.Count > 0 ? $"{found.Failed.Count} failed:\n\n{found}\n\n{output}"
            : found.Passed + found.Skipped.Count == 0 ? $"The file holds no test.\n{output}"
            : null;
    }

    private static Dictionary<string, string?> Environment(SandboxServer sandbox, string build, string folder)
    {
        var home = Directory.CreateDirectory(Path.Combine(folder, "home")).FullName;
        return new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["OWOX_TEST_MODULE"] = ModuleBuild.Manifest(build, folder),
            ["OWOX_TEST_BUILD"] = build,
            ["OWOX_TEST_SANDBOX"] = JsonSerializer.Serialize(sandbox.Info, JsonSerializerOptions.Web),
            ["OWOX_API_KEY"] = null,

            // Vaults, caches and histories of the account that runs the tests stay out of it.
            ["HOME"] = home,
            ["XDG_DATA_HOME"] = null,
            ["XDG_CONFIG_HOME"] = null,
            ["XDG_CACHE_HOME"] = null,
            ["TF_BUILD"] = null,
            ["CI"] = null,

            // Nor is the way to hosts that do not exist one through a proxy.
            ["HTTP_PROXY"] = null,
            ["HTTPS_PROXY"] = null,
            ["ALL_PROXY"] = null,
            ["http_proxy"] = null,
            ["https_proxy"] = null,
            ["all_proxy"] = null,
        };
    }
}

/// <summary>The suite with the build for PowerShell 7.</summary>
public sealed class CorePesterSuite : PesterSuite
{
    public static TheoryData<string> All() => Files(forCoreOnly: false);

    [PesterTheory]
    [MemberData(nameof(All))]
    public Task Passes(string file) => RunAsync(file, ModuleBuild.Core);
}

/// <summary>The files that are about the engine, or about the build for PowerShell 7 alone.</summary>
public sealed class CoreOnlyPesterSuite : PesterSuite
{
    public static TheoryData<string> All() => Files(forCoreOnly: true);

    [PesterTheory]
    [MemberData(nameof(All))]
    public Task Passes(string file) => RunAsync(file, ModuleBuild.Core);
}

/// <summary>The suite with the build for Windows PowerShell, which PowerShell 7 is made to load.</summary>
public sealed class DesktopPesterSuite : PesterSuite
{
    public static TheoryData<string> All() => Files(forCoreOnly: false);

    [PesterTheory]
    [MemberData(nameof(All))]
    public Task Passes(string file) => RunAsync(file, ModuleBuild.Desktop);
}
