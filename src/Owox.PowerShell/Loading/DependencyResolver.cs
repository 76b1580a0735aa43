#if !NET8_0_OR_GREATER
using System.Reflection;

namespace Owox.PowerShell.Loading;

/// <summary>Finds the module's dependencies beside it where the engine asks for another version of them.</summary>
internal static class DependencyResolver
{
    private static int _serving;

    public static void Register()
    {
        if (Interlocked.Exchange(ref _serving, 1) == 0)
        {
            AppDomain.CurrentDomain.AssemblyResolve += static (_, wanted) => Find(wanted);
        }
    }

    private static Assembly? Find(ResolveEventArgs wanted)
    {
        // Only what our own assemblies ask for: another module's look-ups are not ours to answer.
        var folder = Path.GetDirectoryName(typeof(DependencyResolver).Assembly.Location)!;
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
