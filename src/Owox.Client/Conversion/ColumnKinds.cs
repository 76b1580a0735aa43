namespace Owox.Conversion;

/// <summary>Determines the kind of a column from its type in the warehouse.</summary>
internal static class ColumnKinds
{
    public static ColumnKind Of(string type) => ValueConverters.BaseTypeName(type) switch
    {
        "DATE" => ColumnKind.Date,
        "DATETIME" or "TIMESTAMP_NTZ" or "TIMESTAMP WITHOUT TIME ZONE" => ColumnKind.DateTime,
        "TIME" or "TIME WITHOUT TIME ZONE" => ColumnKind.Time,
        "BYTES" or "BINARY" or "VARBINARY" or "BYTEA" or "VARBYTE" => ColumnKind.Bytes,
        "JSON" or "JSONB" or "RECORD" or "STRUCT" or "ARRAY" or "MAP" or "OBJECT" or "VARIANT" or "SUPER" or "ROW" => ColumnKind.Json,
        _ => ValueConverters.NetTypeOf(type) is not { } net ? ColumnKind.Unknown
            : net == typeof(long) ? ColumnKind.Integer
            : net == typeof(decimal) ? ColumnKind.Decimal
            : net == typeof(double) ? ColumnKind.Double
            : net == typeof(bool) ? ColumnKind.Boolean
            : net == typeof(DateTimeOffset) ? ColumnKind.Timestamp
            : ColumnKind.Text,
    };
}
