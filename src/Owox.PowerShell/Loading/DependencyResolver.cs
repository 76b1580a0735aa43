#if !NET8_0_OR_GREATER
using System.Reflection;

namespace Owox.PowerShell.Loading;

/// <summary>Finds the dependencies of the module in its folder if PowerShell requests another version.</summary>
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
        // Only for assemblies of this module. Requests of other modules are not handled.
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
