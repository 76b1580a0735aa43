namespace Owox.PowerShell.Exports;

/// <summary>How the values of rows are converted.</summary>
/// <param name="Conversion">What is converted.</param>
internal sealed record ConversionOptions(RowConversion Conversion)
{
    /// <summary>What is done where the types are not known: a warning if they were asked for.</summary>
    public bool IsAskedFor => Conversion != RowConversion.Numbers;
}
