using System;
using System.IO;

namespace Owox.PowerShell.Tests.Engine;

/// <summary>One of the two builds of the module, as a folder that PowerShell 7 loads.</summary>
internal static class ModuleBuild
{
    public const string Core = "net8.0";
    public const string Desktop = "netstandard2.0";

    /// <summary>The manifest of a copy of the module that loads that build, whatever the edition.</summary>
    public static string Manifest(string build, string folder)
    {
        var module = Path.Combine(folder, "Owox");
        Copy(Repository.Module, module);
        var manifest = Path.Combine(module, "Owox.psd1");
        if (build == Desktop)
        {
            var text = File.ReadAllText(manifest);
            var forced = text.Replace("'net8.0/Owox.PowerShell.dll'", "'netstandard2.0/Owox.PowerShell.dll'", StringComparison.Ordinal);
            if (forced == text)
            {
                throw new InvalidOperationException("The manifest no longer names the build for PowerShell 7.");
            }

            File.WriteAllText(manifest, forced);
        }

        return manifest;
    }

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
