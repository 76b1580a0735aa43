using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace Owox;

/// <summary>The warehouse's types of the columns of a query, joined ones included.</summary>
public sealed class ColumnTypes
{
    private const string LabelMark = " | ";

    private static readonly HashSet<string> CountLabels = ["Row Count", "Unique Count"];

    private readonly Dictionary<string, string> _types = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _aggregated = new(StringComparer.Ordinal);

    internal ColumnTypes(IEnumerable<DataMartColumn> columns, IEnumerable<string> dateBuckets)
    {
        foreach (var column in columns)
        {
            if (column.Type is { } type && !IsList(column))
            {
                _types[column.Name] = type;

                // The parts of records have dots in their names, and labels have none.
                _aggregated[column.Name.Replace('.', '_')] = type;
            }
        }

        foreach (var column in dateBuckets)
        {
            // Whatever it was, it is the first day of a week, month, quarter or year now.
            _types[column] = "DATE";
        }
    }

    /// <summary>Reads them from the server.</summary>
    /// <exception cref="OwoxConfigurationException">The data mart has no schema to go by.</exception>
    public static async Task<ColumnTypes> ReadAsync(OwoxClient client, RowQuery query, CancellationToken cancellationToken)
    {
        var columns = await client.Models.ColumnsAsync(query.DataMartId, cancellationToken).ConfigureAwait(false);
        return columns.Length > 0 ? new ColumnTypes(columns, query.DateBuckets) : throw new OwoxConfigurationException(
            ErrorReason.RuleInvalid,
            $"The data mart {query.DataMartId} has no columns in its schema, so there are no types to go by. Refresh its schema in OWOX, or export without -Typed.");
    }

    /// <summary>The type of a column, or of the label of an aggregated one; null where it is not known.</summary>
    public string? Of(string column)
    {
        if (_types.TryGetValue(column, out var type))
        {
            return type;
        }

        if (CountLabels.Contains(column))
        {
            return "INTEGER";
        }

        var mark = column.LastIndexOf(LabelMark, StringComparison.Ordinal);
        return mark < 0 ? null : OfLabel(column.Substring(0, mark), column.Substring(mark + LabelMark.Length));
    }

    // BigQuery's columns of many values come as JSON text of a list.
    private static bool IsList(DataMartColumn column) => string.Equals(column.Mode, "REPEATED", StringComparison.OrdinalIgnoreCase);

    private string? OfLabel(string column, string function)
    {
        _aggregated.TryGetValue(column, out var type);
        return function switch
        {
            "COUNT" or "COUNTUNIQUE" => "INTEGER",
            "STRINGAGG" => "STRING",
            "AVG" or "MEDIAN" or "P25" or "P75" or "P95" => type is not null && ValueTyping.IsExact(type) ? type : "FLOAT",
            "SUM" or "MIN" or "MAX" or "ANYVALUE" => type,
            _ => null,
        };
    }
}
