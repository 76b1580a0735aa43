using System;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Internal;

namespace Owox.PowerShell.Api;

/// <summary>What a value is once its wrapping is off.</summary>
internal static class PlainObject
{
    /// <summary>
    /// The value itself. What is nothing to PowerShell or to a database is null, and days and times of day are ISO text;
    /// objects that were made property by property stay wrapped, for their properties are in the wrapping.
    /// </summary>
    public static object? Of(object? value) => value switch
    {
        null or DBNull => null,
        PSObject wrapped when ReferenceEquals(wrapped, AutomationNull.Value) => null,
        PSObject { BaseObject: not PSCustomObject and var bare } => Of(bare),
        IFormattable time when time.GetType().FullName is "System.DateOnly" or "System.TimeOnly" => time.ToString("O", CultureInfo.InvariantCulture),
        _ => value,
    };
}
