#if NET8_0_OR_GREATER
using System.Reflection;
using System.Runtime.Loader;

namespace Owox.PowerShell.Loading;

/// <summary>The load context for the third-party assemblies of the module. It isolates them from other versions that other modules load.</summary>
internal sealed class DependencyContext : AssemblyLoadContext
{
    private readonly string _folder;

    private DependencyContext(string folder)
        : base("Owox") => _folder = folder;

    public static DependencyContext Instance { get; } =
        new(Path.Combine(Path.GetDirectoryName(typeof(DependencyContext).Assembly.Location)!, "dependencies"));

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        // Both contexts must use the same types of the client.
        if (assemblyName.Name == typeof(OwoxClient).Assembly.GetName().Name)
        {
            return typeof(OwoxClient).Assembly;
        }

        var path = Path.Combine(_folder, assemblyName.Name + ".dll");
        return File.Exists(path) ? LoadFromAssemblyPath(path) : null;
    }
}
#endif
