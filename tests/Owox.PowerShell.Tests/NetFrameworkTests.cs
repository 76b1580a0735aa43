using Owox.PowerShell.Tests.Framework;
using Xunit;

namespace Owox.PowerShell.Tests;

/// <summary>
/// Windows PowerShell 5.1 runs on .NET Framework, which is not available everywhere. These tests resolve all references of the build for it
/// in the reference assemblies of .NET Framework 4.7.2, in the shipped assemblies and in those of PowerShell.
/// </summary>
public sealed class NetFrameworkTests
{
    private static readonly string ModuleFolder = Path.Combine(Repository.Module, "netstandard2.0");

    // PowerShellStandard contains the API of PowerShell 5.1.
    private static readonly string Engine = typeof(System.Management.Automation.PSCmdlet).Assembly.Location;

    public static TheoryData<string> Assemblies() => [.. Directory.EnumerateFiles(ModuleFolder, "*.dll").Select(static path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void AllReferencesExist(string assembly)
    {
        using var references = AssembliesWith(ModuleFolder);
        var missing = MissingApis.Of(Path.Combine(ModuleFolder, assembly), references, out var lookedUp);
        Assert.True(lookedUp > 10, $"Only {lookedUp} references were found.");
        Assert.True(missing.Count == 0, $"{assembly} needs what .NET Framework 4.7.2 lacks:\n{string.Join("\n", missing)}");
    }

    [Fact]
    public void MissingReferencesAreDetected()
    {
        // The build for PowerShell 7 uses types and members that .NET Framework does not have.
        var core = Path.Combine(Repository.Module, "net8.0");
        using var references = AssembliesWith(core);
        var missing = MissingApis.Of(Path.Combine(core, "Owox.Client.dll"), references, out _);
        Assert.Contains(missing, static m => m == "type System.Net.Http.SocketsHttpHandler");
        Assert.Contains(missing, static m => m.StartsWith("member System.", StringComparison.Ordinal));
    }

    private static AssemblySet AssembliesWith(string folder) => new(
    [
        .. Directory.EnumerateFiles(folder, "*.dll"),
        .. FrameworkFiles(),
        Engine,
    ]);

    private static IEnumerable<string> FrameworkFiles() =>
        Directory.EnumerateFiles(Repository.NetFramework, "*.dll").Concat(Directory.EnumerateFiles(Path.Combine(Repository.NetFramework, "Facades"), "*.dll"));
}
