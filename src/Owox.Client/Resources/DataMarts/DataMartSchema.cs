using System.Text.Json.Serialization;
using Owox.Resources.Models;

namespace Owox;

/// <summary>The columns of a data mart.</summary>
public sealed class DataMartSchema : ApiModel
{
    /// <summary>The type of the schema, for example <c>bigquery-data-mart-schema</c>; newer servers may add types.</summary>
    public string? Type { get; init; }

    public SchemaField[] Fields { get; init => field = value ?? []; } = [];

    public override string ToString() => $"{Fields.Length} columns";
}

/// <summary>One column of a data mart, as described by the schema.</summary>
public sealed class SchemaField : ApiModel
{
    [JsonRequired]
    public string Name { get; init => field = Required.NotNull(value); } = "";

    /// <summary>The type in the warehouse, for example <c>NUMERIC</c>.</summary>
    public string? Type { get; init; }

    /// <summary>The name in reports, or null if it is the same.</summary>
    public string? Alias { get; init; }

    public string? Description { get; init; }

    public bool? IsPrimaryKey { get; init; }

    public bool? IsHiddenForReporting { get; init; }

    /// <summary><c>CONNECTED</c>, or <c>DISCONNECTED</c> if the column no longer exists in the warehouse; newer servers may add values.</summary>
    public string? Status { get; init; }

    /// <summary>The mode in BigQuery: <c>NULLABLE</c>, <c>REQUIRED</c> or <c>REPEATED</c>; null in other warehouses.</summary>
    public string? Mode { get; init; }

    /// <summary>The aggregate functions that the data mart's owner allows; null for all functions of its type.</summary>
    public string[]? AllowedAggregations { get; init; }

    /// <summary>The fields of a record.</summary>
    public SchemaField[] Fields { get; init => field = value ?? []; } = [];

    /// <summary>How a calculated field is computed; null for a column of the warehouse.</summary>
    public CalculatedField? Calculated { get; init; }

    public override string ToString() => Name;
}

/// <summary>A column that can be queried from a data mart: a native column or a column of a joined data mart.</summary>
/// <param name="DataMartId">The ID of the data mart that is queried.</param>
/// <param name="Name">The exact name. The name of a field of a record begins with the name of the record and a period.</param>
/// <param name="Type">The type in the warehouse, for example <c>NUMERIC</c>, or null if the server does not return it.</param>
public sealed record DataMartColumn(string DataMartId, string Name, string? Type) : IDataMartScoped
{
    /// <summary>The name in reports, or null if it is the same.</summary>
    public string? Alias { get; init; }

    public string? Description { get; init; }

    public bool IsPrimaryKey { get; init; }

    /// <summary>Whether the owner of the data mart has hidden the column from reports.</summary>
    public bool IsHidden { get; init; }

    /// <summary><c>CONNECTED</c>, or <c>DISCONNECTED</c> if the column no longer exists in the warehouse, or null if unknown.</summary>
    public string? Status { get; init; }

    /// <summary>The mode in BigQuery: <c>NULLABLE</c>, <c>REQUIRED</c> or <c>REPEATED</c>; null in other warehouses.</summary>
    public string? Mode { get; init; }

    /// <summary>Whether the column belongs to a joined data mart.</summary>
    public bool IsJoined { get; init; }

    /// <summary>The record that contains the field; null for a top-level column.</summary>
    public string? Parent { get; init; }

    /// <summary>The aggregate functions that the server allows for the column; empty if they are unknown.</summary>
    public string[] Aggregations { get; init; } = [];

    /// <summary>The ID of the data mart that a joined column comes from.</summary>
    public string? SourceDataMartId { get; init; }

    public string? SourceDataMartTitle { get; init; }

    /// <summary>The name of the column in that data mart.</summary>
    public string? OriginalName { get; init; }

    /// <summary>The aliases of the joined data marts on the path to that data mart, separated by periods. Pre-join filters require it.</summary>
    public string? AliasPath { get; init; }

    /// <summary>The function that combines rows with the same key before they are joined.</summary>
    public string? AggregateFunction { get; init; }

    /// <summary>The ID of the relationship of a joined column.</summary>
    public string? RelationshipId { get; init; }

    /// <summary>Whether it is a calculated field. A query for all columns leaves it out: it must be named.</summary>
    public bool IsCalculated { get; init; }

    /// <summary>Of a calculated field: <c>column</c> for a value of each row, <c>metric</c> for a formula that aggregates, or null if unknown.</summary>
    public string? CalculatedLevel { get; init; }

    /// <summary>Whether a query for all columns returns the column.</summary>
    internal bool IsInAll { get; init; } = true;

    /// <summary>Whether the column contains several values, which are sent as the JSON text of a list.</summary>
    internal bool IsArray => IsArrayType(Type, Mode);

    /// <summary>The array column whose elements contain the field, or null for none. Only the array column has values.</summary>
    internal string? ContainingArray { get; init; }

    /// <summary>Whether the server rejects filters, sorts, aggregations and date buckets for the column, because it is an array.</summary>
    internal bool RejectsRules { get; init; }

    /// <summary>Whether aggregated rows of the server contain the column <c>Row Count</c>, as those of version 0.31 do.</summary>
    internal bool HasRowCount { get; init; }

    /// <summary>Whether a column is an array. BigQuery uses the mode, Athena and Databricks use the type.</summary>
    internal static bool IsArrayType(string? type, string? mode) => string.Equals(mode, "REPEATED", StringComparison.OrdinalIgnoreCase)
        || type?.Split('<', '(')[0].Trim().Equals("ARRAY", StringComparison.OrdinalIgnoreCase) == true;

    public override string ToString() => Name;
}

/// <summary>How a calculated field is computed. Servers have calculated fields since 0.33.</summary>
public sealed class CalculatedField : ApiModel
{
    /// <summary>The formula, with references such as <c>{{ref field="revenue"}}</c>.</summary>
    public string? Formula { get; init; }

    /// <summary><c>column</c> for a value of each row, <c>metric</c> for a formula that aggregates.</summary>
    public string? Level { get; init; }

    public override string ToString() => Formula ?? "";
}
