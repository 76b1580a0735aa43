namespace Owox.PowerShell;

/// <summary>What happens to a value that is not of its column's type.</summary>
public enum ConversionErrorAction
{
    /// <summary>The export ends with an error that names row and column.</summary>
    Stop,

    /// <summary>The value stays as it came.</summary>
    Keep,
}
