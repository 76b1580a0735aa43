using System.Management.Automation;
using System.Security;

namespace Owox.PowerShell.Output;

/// <summary>Provides the secret of a destination as a script property, which is not displayed or copied with the other properties.</summary>
public static class DestinationRedactor
{
    /// <summary>Returns the secret key of a destination, or null if it has none.</summary>
    public static SecureString? SecretKey(PSObject destination) => (destination.BaseObject as Destination)?.GetSecretKey();
}
