using System.Reflection;

namespace Owox.PowerShell.Tests;

/// <summary>Paths in this clone of the repository.</summary>
internal static class Repository
{
    public static string Root { get; } = Path.GetFullPath(Metadata("Repository"));

    public static string Module => Path.Combine(Root, "out", "Owox");

    public static string Pester => Path.Combine(Root, "tests", "Pester");

    /// <summary>The manifest of Pester, from NuGet.</summary>
    public static string PesterModule => Path.GetFullPath(Metadata("Pester"));

    /// <summary>The sandbox that was built with these tests.</summary>
    public static string Sandbox => Path.GetFullPath(Metadata("Sandbox"));

    /// <summary>The demo, as a program for dotnet.</summary>
    public static string Demo => Path.GetFullPath(Metadata("Demo"));

    /// <summary>The program of the client's tests that Mono runs.</summary>
    public static string MonoTests => Path.GetFullPath(Metadata("MonoTests"));

    /// <summary>The folder of .NET Framework's reference assemblies.</summary>
    public static string NetFramework => Metadata("NetFramework");

    private static string Metadata(string key) =>
        typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(m => m.Key == key).Value!;
}
