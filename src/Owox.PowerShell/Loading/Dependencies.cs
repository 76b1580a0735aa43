using System.Reflection;

namespace Owox.PowerShell.Loading;

/// <summary>Loads the assemblies that use third-party ones, on first use. This assembly does not reference them: see <c>docs/architecture.md</c>.</summary>
internal static class Dependencies
{
    private static readonly Lazy<IRetryStrategy> LazyRetry = new(static () => Create<IRetryStrategy>("Owox.Resilience", "PollyRetryStrategy"));
    private static readonly Lazy<ITimeZoneResolver> LazyTimeZones = new(static () => Create<ITimeZoneResolver>("Owox.TimeZones", "TimeZoneResolver"));

    public static IRetryStrategy Retry => LazyRetry.Value;

    public static ITimeZoneResolver TimeZones => LazyTimeZones.Value;

    private static T Create<T>(string assemblyName, string typeName)
    {
#if NET8_0_OR_GREATER
        var assembly = DependencyContext.Instance.LoadFromAssemblyName(new AssemblyName(assemblyName));
#else
        var folder = System.IO.Path.GetDirectoryName(typeof(Dependencies).Assembly.Location)!;
        var assembly = Assembly.LoadFrom(System.IO.Path.Combine(folder, assemblyName + ".dll"));
#endif
        return (T)Activator.CreateInstance(assembly.GetType($"{assemblyName}.{typeName}", throwOnError: true)!)!;
    }
}
