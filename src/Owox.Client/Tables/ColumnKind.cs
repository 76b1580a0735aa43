using Owox.Conversion;

namespace Owox.Tables;

/// <summary>The kinds of values that a column of a table has. Each kind has one .NET type and one type in each SQL dialect.</summary>
internal enum ColumnKind
{
    /// <summary>A string: text, JSON, records, lists, and types that are unknown or have no .NET type.</summary>
    Text,

    /// <summary>An Int64.</summary>
    Integer,

    /// <summary>A Double.</summary>
    Float,

    /// <summary>A Decimal.</summary>
    Decimal,

    /// <summary>A Boolean.</summary>
    Boolean,

    /// <summary>A day: a DateTime without a time zone.</summary>
    Date,

    /// <summary>A date and a time without a time zone: a DateTime of kind Unspecified.</summary>
    DateTime,

    /// <summary>A point in time: a DateTime of kind Utc. Bulk loads of all databases accept it, but not all accept a DateTimeOffset.</summary>
    Timestamp,

    /// <summary>A time of day: a TimeSpan.</summary>
    Time,

    /// <summary>Binary data: an array of bytes.</summary>
    Bytes,
}

/// <summary>Maps the types of the warehouses to kinds of columns, and kinds to .NET types.</summary>
internal static class ColumnKinds
{
    /// <summary>The kind of the values of a warehouse type. Null is an unknown type.</summary>
    public static ColumnKind Of(string? type) => type is null ? ColumnKind.Text : ValueConverters.BareName(type) switch
    {
        "TIME" or "TIME WITHOUT TIME ZONE" => ColumnKind.Time,

        // Only BigQuery defines how binary data is sent as text. Values of BINARY and VARBINARY stay text.
        "BYTES" => ColumnKind.Bytes,
        "DATE" => ColumnKind.Date,
        _ => Of(ValueConverters.NetTypeOf(type)),
    };

    /// <summary>The .NET type of the values.</summary>
    public static Type NetTypeOf(ColumnKind kind) => kind switch
    {
        ColumnKind.Integer => typeof(long),
        ColumnKind.Float => typeof(double),
        ColumnKind.Decimal => typeof(decimal),
        ColumnKind.Boolean => typeof(bool),
        ColumnKind.Date or ColumnKind.DateTime or ColumnKind.Timestamp => typeof(DateTime),
        ColumnKind.Time => typeof(TimeSpan),
        ColumnKind.Bytes => typeof(byte[]),
        _ => typeof(string),
    };

    private static ColumnKind Of(Type? net) => net == typeof(long) ? ColumnKind.Integer
        : net == typeof(double) ? ColumnKind.Float
        : net == typeof(decimal) ? ColumnKind.Decimal
        : net == typeof(bool) ? ColumnKind.Boolean
        : net == typeof(DateTime) ? ColumnKind.DateTime
        : net == typeof(DateTimeOffset) ? ColumnKind.Timestamp
        : ColumnKind.Text;
}
