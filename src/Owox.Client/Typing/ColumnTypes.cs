using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using Owox.Http;

namespace Owox;

/// <summary>The warehouse's types of a data mart's columns, joined ones included.</summary>
public sealed class ColumnTypes
{
    private const string LabelMark = " | ";
    private const string RowCount = "Row Count";

    private readonly IReadOnlyDictionary<string, string> _types;

    internal ColumnTypes(IReadOnlyDictionary<string, string> types) => _types = types;

    /// <summary>Reads them from the server.</summary>
    public static async Task<ColumnTypes> ReadAsync(OwoxClient client, string dataMartId, CancellationToken cancellationToken)
    {
        var request = new ApiRequest(HttpMethod.Get, $"/api/data-marts/{Uri.EscapeDataString(dataMartId)}/blendable-schema");
        using var answer = await client.Pipeline.ReadJsonAsync(request, cancellationToken).ConfigureAwait(false);
        var types = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var field in Fields(answer.RootElement, "nativeFields").Concat(Fields(answer.RootElement, "blendedFields")))
        {
            if (Text(field, "name") is { } name && Text(field, "type") is { } type)
            {
                types[name] = type;
            }
        }

        return types.Count > 0 ? new ColumnTypes(types) : throw JsonBody.Lacks(request, "$.nativeFields");
    }

    /// <summary>The type of a column, or of the label of an aggregated one; null where it is not known.</summary>
    public string? Of(string column)
    {
        if (_types.TryGetValue(column, out var type))
        {
            return type;
        }

        if (column == RowCount)
        {
            return "INTEGER";
        }

        var mark = column.LastIndexOf(LabelMark, StringComparison.Ordinal);
        return mark < 0 ? null : OfLabel(column.Substring(0, mark), column.Substring(mark + LabelMark.Length));
    }

    private string? OfLabel(string column, string function) => function switch
    {
        "COUNT" or "COUNTUNIQUE" => "INTEGER",
        "STRINGAGG" => "STRING",
        "AVG" or "MEDIAN" or "P25" or "P75" or "P95" => _types.TryGetValue(column, out var type) && ValueTyping.IsExact(type) ? type : "FLOAT",
        "SUM" or "MIN" or "MAX" or "ANYVALUE" => _types.TryGetValue(column, out var same) ? same : null,
        _ => null,
    };

    private static IEnumerable<JsonElement> Fields(JsonElement root, string name) =>
        root.ValueKind == JsonValueKind.Object && root.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array
            ? list.EnumerateArray()
            : [];

    private static string? Text(JsonElement field, string name) =>
        field.ValueKind == JsonValueKind.Object && field.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}
