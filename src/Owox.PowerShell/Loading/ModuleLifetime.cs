using System.Management.Automation;
using Owox.PowerShell.Connections;

namespace Owox.PowerShell.Loading;

/// <summary>What the engine calls when it imports and removes the module.</summary>
public sealed class ModuleLifetime : IModuleAssemblyInitializer, IModuleAssemblyCleanup
{
    public void OnImport()
    {
#if !NET8_0_OR_GREATER
        DependencyFolder.Serve();
#endif
    }

    public void OnRemove(PSModuleInfo psModuleInfo) => ConnectionStore.ForThisRunspace.Clear();
}
