using Owox.Conversion;
using Owox.Queries;

namespace Owox;

/// <summary>The warehouse's types of the columns of a query, joined ones included.</summary>
public sealed class ColumnTypes
{
    private static readonly HashSet<string> CountLabels = ["Row Count", "Unique Count"];

    private readonly Dictionary<string, string> _types = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _aggregated = new(StringComparer.Ordinal);

    internal ColumnTypes(IEnumerable<DataMartColumn> columns, IEnumerable<string> dateBuckets)
    {
        foreach (var column in columns)
        {
            if (column.Type is { } type && !column.IsList)
            {
                _types[column.Name] = type;
                _aggregated[AggregateLabel.Plain(column.Name)] = type;
            }
        }

        foreach (var column in dateBuckets)
        {
            // Whatever it was, it is the first day of a week, month, quarter or year now.
            _types[column] = "DATE";
        }
    }

    /// <summary>The type of a column, or of the label of an aggregated one; null where it is not known.</summary>
    public string? GetType(string column)
    {
        if (_types.TryGetValue(column, out var type))
        {
            return type;
        }

        if (CountLabels.Contains(column))
        {
            return "INTEGER";
        }

        var mark = column.LastIndexOf(AggregateLabel.Separator, StringComparison.Ordinal);
        return mark < 0 ? null : OfLabel(column.Substring(0, mark), column.Substring(mark + AggregateLabel.Separator.Length));
    }

    private string? OfLabel(string column, string function)
    {
        _aggregated.TryGetValue(column, out var type);
        return function switch
        {
            "COUNT" or "COUNTUNIQUE" => "INTEGER",
            "STRINGAGG" => "STRING",
            "AVG" or "MEDIAN" or "P25" or "P75" or "P95" => type is not null && ValueConverters.IsExact(type) ? type : "FLOAT",
            "SUM" or "MIN" or "MAX" or "ANYVALUE" => type,
            _ => null,
        };
    }
}
