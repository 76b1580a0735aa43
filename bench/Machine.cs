using System.Globalization;
using System.Runtime.InteropServices;
using Owox.Engine;

namespace Owox.Bench;

/// <summary>Describes the machine and the tools, as lines of a list.</summary>
internal static class Machine
{
    public static async Task<IReadOnlyList<string>> DescribeAsync(PowerShellEngine engine, string module, string package)
    {
        const string Versions = "\"$($PSVersionTable.PSVersion) on $([Runtime.InteropServices.RuntimeInformation]::FrameworkDescription)\"";
        var described = await Command.RunAsync(engine.FileName, [.. engine.FirstArguments, "-NoProfile", "-NonInteractive", "-Command", Versions]);
        var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (1024.0 * 1024 * 1024);
        return
        [
            string.Create(CultureInfo.InvariantCulture, $"{Cpu()}, {Environment.ProcessorCount} cores, {memory:0} GiB of memory"),
            $"{Os()}, {RuntimeInformation.OSArchitecture}",
            $"PowerShell {described.Output.Trim()}",
            $"the module {Version(module)}, a release build; the sandbox on {RuntimeInformation.FrameworkDescription}",
            PackageSize.Describe(package),
            await ToolAsync("curl"),
            await ToolAsync("jq"),
        ];
    }

    private static async Task<string> ToolAsync(string name) => Command.Find(name) is { } path
        ? (await Command.RunAsync(path, ["--version"])).Output.Split('\n')[0].Split(" (")[0].Trim()
        : $"{name}: missing";

    private static string Version(string module) =>
        File.ReadLines(module).First(static line => line.Contains("ModuleVersion", StringComparison.Ordinal)).Split('\'')[1];

    private static string Cpu() => Field("/proc/cpuinfo", "model name", ':') ?? RuntimeInformation.ProcessArchitecture.ToString();

    private static string Os() => Field("/etc/os-release", "PRETTY_NAME", '=') ?? RuntimeInformation.OSDescription;

    private static string? Field(string file, string name, char separator) => !File.Exists(file)
        ? null
        : File.ReadLines(file).FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal))?.Split(separator, 2)[1].Trim(' ', '"');
}
