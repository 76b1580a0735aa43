using System.Management.Automation;
using System.Reflection;
using Owox.PowerShell.Connections;

namespace Owox.PowerShell.Loading;

/// <summary>The methods that PowerShell calls when it imports and removes the module.</summary>
public sealed class ModuleInitializer : IModuleAssemblyInitializer, IModuleAssemblyCleanup
{
    public void OnImport()
    {
#if !NET8_0_OR_GREATER
        DependencyResolver.Register();
#endif
    }

    public void OnRemove(PSModuleInfo psModuleInfo)
    {
        var store = ConnectionStore.ForCurrentRunspace;
        var warnings = SessionEnd.SignOut(store.All.Select(static connection => (connection.Name, connection.Session)));
        store.Clear();
        foreach (var warning in warnings)
        {
            Warn(warning);
        }
    }

    // At this point no cmdlet of the module is running that could write the warning.
    private static void Warn(string text)
    {
        try
        {
            ScriptBlock.Create(@"Microsoft.PowerShell.Utility\Write-Warning $args[0]").Invoke(text);
        }
        catch (RuntimeException)
        {
            // $WarningPreference can turn the warning into an error, which must not prevent the removal of the module.
        }
    }
}

/// <summary>
/// Loads the assemblies that use third-party assemblies on first use. This assembly does not reference them: see <c>docs/architecture.md</c>.
/// </summary>
internal static class Dependencies
{
    private static readonly Lazy<IRetryStrategy> LazyRetry = new(static () => Create<IRetryStrategy>("Owox.Resilience", "PollyRetryStrategy"));
    private static readonly Lazy<ITimeZoneResolver> LazyTimeZones = new(static () => Create<ITimeZoneResolver>("Owox.TimeZones", "TimeZoneResolver"));

#if NET8_0_OR_GREATER
    private static readonly Lazy<ITypedFileFormat> LazyParquet = new(static () => Create<ITypedFileFormat>("Owox.Parquet", "ParquetFormat"));
#endif
    private static readonly Lazy<ITypedFileFormat> LazyXlsx = new(static () => Create<ITypedFileFormat>("Owox.Excel", "XlsxFormat"));

    public static IRetryStrategy Retry => LazyRetry.Value;

    public static ITimeZoneResolver TimeZones => LazyTimeZones.Value;

    /// <summary>Returns the writer of a format with typed values; null for other formats.</summary>
    /// <exception cref="OwoxConfigurationException">This edition of PowerShell cannot write the format.</exception>
    public static ITypedFileFormat? TypedFormat(RowFileFormat format) => format switch
    {
        RowFileFormat.Xlsx => LazyXlsx.Value,
#if NET8_0_OR_GREATER
        RowFileFormat.Parquet => LazyParquet.Value,
#else
        RowFileFormat.Parquet => throw new OwoxConfigurationException(
            ErrorReason.PathInvalid, "Parquet files require PowerShell 7.4 or later, and this is Windows PowerShell. Run the export with pwsh, or write another format, such as Csv or Xlsx."),
#endif
        _ => null,
    };

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
