using System.Globalization;
using Owox.PowerShell.Binding;

namespace Owox.PowerShell.Api;

/// <summary>What a value is once its wrapping is off, as JSON takes it.</summary>
internal static class PlainObject
{
    /// <summary>The <see cref="PSValue"/> value; days and times of day are ISO text.</summary>
    public static object? Unwrap(object? value) => PSValue.Unwrap(value) switch
    {
        IFormattable time when time.GetType().FullName is "System.DateOnly" or "System.TimeOnly" => time.ToString("O", CultureInfo.InvariantCulture),
        var bare => bare,
    };
}
