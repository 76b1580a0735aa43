namespace Owox.Sandbox.Rules;

/// <summary>The aggregate functions, their types, and the labels of their results.</summary>
internal static class AggregateFunctions
{
    public static readonly IReadOnlyList<string> All =
        ["STRING_AGG", "MAX", "MIN", "SUM", "AVG", "COUNT", "COUNT_DISTINCT", "ANY_VALUE", "P25", "P50", "P75", "P95"];

    private static readonly string[] ForNumbers = ["SUM", "AVG", "MIN", "MAX"];
    private static readonly string[] ForText = ["COUNT", "COUNT_DISTINCT", "STRING_AGG", "ANY_VALUE"];
    private static readonly string[] ForOthers = ["COUNT", "COUNT_DISTINCT", "MIN", "MAX", "ANY_VALUE"];

    /// <summary>Returns the default functions of a column, and the functions that it allows in addition.</summary>
    public static IEnumerable<string> AllowedFor(Column column) =>
        (column.IsNumber ? ForNumbers : column.Type == "STRING" ? ForText : ForOthers).Concat(column.MoreFunctions);

    /// <summary>Whether the function is allowed for the type.</summary>
    public static bool Fits(string function, string type) => function switch
    {
        "SUM" or "AVG" or "P25" or "P50" or "P75" or "P95" => type is "INTEGER" or "FLOAT" or "NUMERIC" or "BIGNUMERIC",
        "STRING_AGG" => type == "STRING",
        "MIN" or "MAX" => type is not ("RECORD" or "JSON"),
        _ => true,
    };

    public static string Label(string column, string function) => $"{column.Replace('.', '_')} | " + function switch
    {
        "COUNT_DISTINCT" => "COUNTUNIQUE",
        "P50" => "MEDIAN",
        "STRING_AGG" => "STRINGAGG",
        "ANY_VALUE" => "ANYVALUE",
        _ => function,
    };

    public static string ResultType(string function, string type) => function switch
    {
        "COUNT" or "COUNT_DISTINCT" => "INTEGER",
        "AVG" or "P25" or "P50" or "P75" or "P95" => "FLOAT",
        _ => type,
    };

    /// <summary>Returns the SQL of a function of an expression.</summary>
    public static string ToSql(string function, string expression, Column column)
    {
        var number = column.Type is "NUMERIC" or "BIGNUMERIC" ? $"CAST({expression} AS REAL)" : expression;
        return function switch
        {
            "COUNT" => $"COUNT({expression})",
            "COUNT_DISTINCT" => $"COUNT(DISTINCT {expression})",
            "STRING_AGG" => $"GROUP_CONCAT({expression}, ', ')",
            "ANY_VALUE" => $"MIN({expression})",
            ['P', .. var percent] => $"owox_percentile({number}, 0.{percent})",
            _ => $"{function}({number})",
        };
    }
}
