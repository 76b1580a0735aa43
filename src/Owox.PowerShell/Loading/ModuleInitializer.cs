using System.Management.Automation;
using Owox.PowerShell.Connections;

namespace Owox.PowerShell.Loading;

/// <summary>What the engine calls when it imports and removes the module.</summary>
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

    // No cmdlet of the module runs here that could write.
    private static void Warn(string text)
    {
        try
        {
            ScriptBlock.Create(@"Microsoft.PowerShell.Utility\Write-Warning $args[0]").Invoke(text);
        }
        catch (RuntimeException)
        {
            // $WarningPreference can make an error of it, which must not keep the module from being removed.
        }
    }
}
