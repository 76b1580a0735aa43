namespace Owox.Conversion;

/// <summary>Determines the kind of a column from its type in the warehouse. All conversions and all formats use this table.</summary>
internal static class ColumnKinds
{
    public static ColumnKind Of(string type) => BaseTypeName(type) switch
    {
        "INTEGER" or "INT64" or "INT" or "INT2" or "INT4" or "INT8" or "BIGINT" or "MEDIUMINT" or "SMALLINT" or "TINYINT" or "BYTEINT" or "LONG" or "SHORT" or "BYTE" => ColumnKind.Integer,
        "NUMERIC" or "BIGNUMERIC" or "DECIMAL" or "BIGDECIMAL" or "DEC" or "NUMBER" => ColumnKind.Decimal,
        "FLOAT" or "FLOAT4" or "FLOAT8" or "FLOAT64" or "DOUBLE" or "REAL" or "DOUBLE PRECISION" => ColumnKind.Double,
        "BOOLEAN" or "BOOL" => ColumnKind.Boolean,
        "DATE" => ColumnKind.Date,
        "DATETIME" or "TIMESTAMP_NTZ" or "TIMESTAMP WITHOUT TIME ZONE" => ColumnKind.DateTime,
        "TIMESTAMP" or "TIMESTAMPTZ" or "TIMESTAMP_TZ" or "TIMESTAMP_LTZ" or "TIMESTAMP WITH TIME ZONE" => ColumnKind.Timestamp,
        "TIME" or "TIME WITHOUT TIME ZONE" => ColumnKind.Time,
        "STRING" or "VARCHAR" or "CHAR" or "TEXT" or "BPCHAR" or "NVARCHAR" or "CHARACTER VARYING" => ColumnKind.Text,

        // Only BigQuery defines how bytes are sent as text. The BINARY, VARBINARY, BYTEA or VARBYTE of another warehouse can be hexadecimal
        // text, which can be valid base64, so their kind is unknown.
        "BYTES" => ColumnKind.Bytes,
        "JSON" or "JSONB" or "RECORD" or "STRUCT" or "ARRAY" or "MAP" or "OBJECT" or "VARIANT" or "SUPER" or "ROW" => ColumnKind.Json,
        _ => ColumnKind.Unknown,
    };

    // DECIMAL(18,2) is a DECIMAL.
    internal static string BaseTypeName(string type)
    {
        var bracket = type.IndexOf('(');
        return (bracket < 0 ? type : type.Substring(0, bracket)).Trim().ToUpperInvariant();
    }
}
