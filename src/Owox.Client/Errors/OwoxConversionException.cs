using Owox.Redaction;

namespace Owox;

/// <summary>A value is not what its column's type says.</summary>
public sealed class OwoxConversionException : OwoxException
{
    internal OwoxConversionException(long row, string column, string type, Exception? inner = null)
        : base(
            ErrorReason.ConversionFailed,
            $"Row {row}, column {ServerTextSanitizer.Sanitize($"'{column}'", [])}: the value is no {ServerTextSanitizer.Sanitize(type, [])}. Export without -Typed, or keep such values as text with -OnConversionError Keep.",
            inner)
    {
        Row = row;
        Column = column;
    }

    /// <summary>The row's number, from 1.</summary>
    public long Row { get; }

    public string Column { get; }
}
