using System.Management.Automation;
using System.Security;

namespace Owox.PowerShell.Output;

/// <summary>Lets scripts read a destination's secret as a property, which is not among those that are shown or copied.</summary>
public static class DestinationRedactor
{
    /// <summary>The secret key of a destination; null where it has none.</summary>
    public static SecureString? SecretKey(PSObject destination) => (destination.BaseObject as Destination)?.GetSecretKey();
}
