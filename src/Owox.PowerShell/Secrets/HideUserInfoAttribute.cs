using System;
using System.Management.Automation;

namespace Owox.PowerShell.Secrets;

/// <summary>Blots out the user name and password of an address before the engine keeps it: error records hold what was bound.</summary>
internal sealed class HideUserInfoAttribute : ArgumentTransformationAttribute
{
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        var given = inputData is PSObject { BaseObject: var inner } ? inner : inputData;
        var address = given as Uri ?? (Uri.TryCreate(given as string, UriKind.RelativeOrAbsolute, out var read) ? read : null);
        return address is { IsAbsoluteUri: true, UserInfo.Length: > 0 }
            ? new UriBuilder(address) { UserName = "hidden", Password = "" }.Uri
            : inputData;
    }
}
