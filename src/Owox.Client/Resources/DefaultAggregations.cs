namespace Owox.Resources;

/// <summary>The aggregate functions that the server lets a column be aggregated with whose owner did not choose any.</summary>
internal static class DefaultAggregations
{
    /// <summary>By the warehouse's type; none for a type whose functions are not known.</summary>
    public static string[] ForType(string? type) => type?.ToUpperInvariant() switch
    {
        "INTEGER" or "INT" or "BIGINT" or "SMALLINT" or "TINYINT" or "FLOAT" or "REAL" or "DOUBLE" or "DOUBLE PRECISION"
            or "NUMERIC" or "BIGNUMERIC" or "DECIMAL" => ["SUM", "AVG", "MIN", "MAX"],
        "STRING" or "VARCHAR" or "CHAR" or "TEXT" or "BPCHAR" => ["COUNT", "COUNT_DISTINCT", "STRING_AGG", "ANY_VALUE"],
        "DATE" or "DATETIME" or "TIMESTAMP" or "TIMESTAMP WITH TIME ZONE" or "TIMESTAMPTZ" or "TIMESTAMP_NTZ"
            or "TIME" or "TIME WITH TIME ZONE" or "TIMETZ" => ["MIN", "MAX"],
        "BOOLEAN" or "BOOL" => ["COUNT", "COUNT_DISTINCT"],
        _ => [],
    };
}
