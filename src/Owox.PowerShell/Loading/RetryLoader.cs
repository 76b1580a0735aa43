using System;
using System.Reflection;

namespace Owox.PowerShell.Loading;

/// <summary>Brings the retry strategy, whose assembly this one does not reference: see <c>docs/architecture.md</c>.</summary>
internal static class RetryLoader
{
    private const string AssemblyName = "Owox.Resilience";
    private const string TypeName = "Owox.Resilience.PollyRetry";

    private static readonly Lazy<IRetryStrategy> Strategy = new(Load);

    public static IRetryStrategy Retry => Strategy.Value;

    private static IRetryStrategy Load()
    {
#if NET8_0_OR_GREATER
        var assembly = DependencyContext.Instance.LoadFromAssemblyName(new AssemblyName(AssemblyName));
#else
        var folder = System.IO.Path.GetDirectoryName(typeof(RetryLoader).Assembly.Location)!;
        var assembly = Assembly.LoadFrom(System.IO.Path.Combine(folder, AssemblyName + ".dll"));
#endif
        return (IRetryStrategy)Activator.CreateInstance(assembly.GetType(TypeName, throwOnError: true)!)!;
    }
}
