namespace Owox.Queries;

/// <summary>What the server calls an aggregated column in rows.</summary>
internal static class AggregateLabel
{
    /// <summary>What stands between the column and the function.</summary>
    public const string Separator = " | ";

    /// <summary>The label of a column; the parts of records have dots in their names, and labels have none.</summary>
    public static string Create(string column, string function) => Plain(column) + Separator + function switch
    {
        "COUNT_DISTINCT" => "COUNTUNIQUE",
        "STRING_AGG" => "STRINGAGG",
        "ANY_VALUE" => "ANYVALUE",
        "P50" => "MEDIAN",
        _ => function,
    };

    /// <summary>The column as labels name it.</summary>
    public static string Plain(string column) => column.Replace('.', '_');
}
