#if !NET8_0_OR_GREATER
using System;
using System.IO;
using System.Reflection;
using System.Threading;

namespace Owox.PowerShell.Loading;

/// <summary>Finds the module's dependencies beside it where the engine asks for another version of them.</summary>
internal static class DependencyFolder
{
    private static int _serving;

    public static void Serve()
    {
        if (Interlocked.Exchange(ref _serving, 1) == 0)
        {
            AppDomain.CurrentDomain.AssemblyResolve += static (_, wanted) => Find(wanted);
        }
    }

    private static Assembly? Find(ResolveEventArgs wanted)
    {
        // Only what our own assemblies ask for: another module's look-ups are not ours to answer.
        var folder = Path.GetDirectoryName(typeof(DependencyFolder).Assembly.Location)!;
        if (wanted.RequestingAssembly is not { IsDynamic: false } asking
            || !string.Equals(Path.GetDirectoryName(asking.Location), folder, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var path = Path.Combine(folder, new AssemblyName(wanted.Name).Name + ".dll");
        return File.Exists(path) ? Assembly.LoadFrom(path) : null;
    }
}
#endif
