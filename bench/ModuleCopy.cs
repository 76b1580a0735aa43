using System.Diagnostics;
using System.Reflection;

namespace Owox.Bench;

/// <summary>The measured module, which is a copy of the built module.</summary>
internal static class ModuleCopy
{
    /// <summary>Builds the module from its sources and returns the manifest of a copy.</summary>
    /// <param name="sources">The root of the sources.</param>
    /// <param name="folder">The folder of the copy.</param>
    /// <exception cref="InvalidOperationException">The sources do not build.</exception>
    public static async Task<string> BuildAsync(string sources, string folder)
    {
        string[] build = ["build", Path.Combine(sources, "src", "Owox.PowerShell"), "-c", "Release", "-f", "net8.0", "-p:RunAnalyzers=false", "-p:TreatWarningsAsErrors=false", "-v", "q", "--nologo"];
        await Command.RunAsync("dotnet", build);
        return In(folder, Path.Combine(sources, "out", "Owox"));
    }

    /// <summary>Copies a module and returns the manifest of the copy.</summary>
    /// <exception cref="InvalidOperationException">The module was built without optimization, so it must not be measured.</exception>
    public static string In(string folder, string built)
    {
        var module = Path.Combine(folder, "Owox");
        foreach (var file in Directory.EnumerateFiles(built, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(module, Path.GetRelativePath(built, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        if (!IsOptimized(Path.Combine(module, "net8.0", "Owox.Client.dll")))
        {
            throw new InvalidOperationException("out/Owox contains a debug build. Run the benchmark with -c Release, and do not run another build at the same time.");
        }

        return Path.Combine(module, "Owox.psd1");
    }

    private static bool IsOptimized(string assembly)
    {
        var debuggable = Assembly.Load(File.ReadAllBytes(assembly)).GetCustomAttributesData()
            .FirstOrDefault(static a => a.AttributeType.Name == nameof(DebuggableAttribute));
        var modes = (DebuggableAttribute.DebuggingModes)(debuggable?.ConstructorArguments[0].Value ?? 0);
        return !modes.HasFlag(DebuggableAttribute.DebuggingModes.DisableOptimizations);
    }
}
