using System.Management.Automation;
using System.Management.Automation.Internal;

namespace Owox.PowerShell.Binding;

/// <summary>What a value is once the engine's wrapping is off.</summary>
internal static class PSValue
{
    /// <summary>
    /// The value itself; null for what is nothing to PowerShell or to a database. Objects that were made property by
    /// property stay wrapped, for their properties are in the wrapping.
    /// </summary>
    public static object? Unwrap(object? value) => value switch
    {
        null or DBNull => null,
        PSObject wrapped when ReferenceEquals(wrapped, AutomationNull.Value) => null,
        PSObject { BaseObject: not PSCustomObject and var bare } => Unwrap(bare),
        _ => value,
    };
}
