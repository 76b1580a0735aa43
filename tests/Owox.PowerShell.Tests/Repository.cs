using System.IO;
using System.Linq;
using System.Reflection;

namespace Owox.PowerShell.Tests;

/// <summary>Where things are in this checkout.</summary>
internal static class Repository
{
    public static string Root { get; } = Path.GetFullPath(
        typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(static m => m.Key == "Repository").Value!);

    public static string Module => Path.Combine(Root, "out", "Owox");

    public static string Pester => Path.Combine(Root, "tests", "Pester");
}
