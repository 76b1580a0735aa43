namespace Owox;

/// <summary>What the values of a column represent, in all warehouses.</summary>
public enum ColumnKind
{
    /// <summary>The type is unknown or not in this list.</summary>
    Unknown,

    /// <summary>Integers.</summary>
    Integer,

    /// <summary>Exact decimal numbers.</summary>
    Decimal,

    /// <summary>Floating-point numbers.</summary>
    Double,

    /// <summary>Boolean values.</summary>
    Boolean,

    /// <summary>Dates.</summary>
    Date,

    /// <summary>Dates with a time and no time zone.</summary>
    DateTime,

    /// <summary>Points in time.</summary>
    Timestamp,

    /// <summary>Times of day.</summary>
    Time,

    /// <summary>Strings.</summary>
    Text,

    /// <summary>Bytes, which BigQuery sends in base64. The binary types of other warehouses are unknown, because they send other text.</summary>
    Bytes,

    /// <summary>JSON, records and arrays.</summary>
    Json,
}
