using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Internal;
using System.Management.Automation.Language;

namespace Owox.PowerShell.Binding;

/// <summary>Removes the PowerShell wrappers of values.</summary>
internal static class PSValue
{
    /// <summary>
    /// The value itself, or null for AutomationNull, DBNull and NullString. A PSCustomObject stays wrapped, because its properties are
    /// in the wrapper.
    /// </summary>
    public static object? Unwrap(object? value) => value switch
    {
        null or DBNull or NullString => null,
        PSObject wrapped when ReferenceEquals(wrapped, AutomationNull.Value) => null,
        PSObject { BaseObject: not PSCustomObject and var bare } => Unwrap(bare),
        _ => value,
    };

    /// <summary>The unwrapped value for JSON and queries, in which dates and times of day without a zone are ISO text.</summary>
    public static object? UnwrapForJson(object? value) => Unwrap(value) switch
    {
        IFormattable time when time.GetType().FullName is "System.DateOnly" or "System.TimeOnly" => time.ToString("O", CultureInfo.InvariantCulture),
        var plain => plain,
    };
}
