using Owox.PowerShell.Commands.Exports;

namespace Owox.PowerShell.Exports;

/// <summary>How the values of rows are converted.</summary>
/// <param name="Conversion">The values that are converted.</param>
internal sealed record ConversionOptions(RowConversion Conversion)
{
    /// <summary>Whether -Typed was specified. If so, a warning is written if the types of the columns are unknown.</summary>
    public bool IsRequested => Conversion != RowConversion.Numbers;

    /// <summary>Returns the options of -Typed, -Raw and -OnConversionError, or null if values stay unchanged.</summary>
    public static ConversionOptions? From(ExportCmdletBase cmdlet)
    {
        if (cmdlet.Raw)
        {
            return null;
        }

        var onError = cmdlet.OnConversionError == ConversionErrorAction.Keep ? RowConversion.All : RowConversion.AllOrError;
        return new ConversionOptions(cmdlet.Typed ? onError : RowConversion.Numbers);
    }

    /// <exception cref="OwoxConfigurationException">-Raw and -Typed were both specified.</exception>
    public static void Check(ExportCmdletBase cmdlet)
    {
        if (cmdlet.Raw && cmdlet.Typed)
        {
            throw Rules.RuleParts.Invalid("-Raw and -Typed cannot be used together: values are returned as they were sent, or with the types of their columns");
        }
    }
}
