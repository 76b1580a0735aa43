using System.Text.Json;
using System.Text.Json.Serialization;
using Owox.Resources.Models;

namespace Owox;

/// <summary>The columns of a data mart.</summary>
public sealed class DataMartSchema : ApiModel
{
    /// <summary>For example <c>bigquery-data-mart-schema</c>; servers add types.</summary>
    public string? Type { get; init; }

    public SchemaField[] Fields { get; init => field = value ?? []; } = [];

    public override string ToString() => $"{Fields.Length} columns";
}

/// <summary>One column of a data mart, as its schema describes it.</summary>
public sealed class SchemaField : ApiModel
{
    [JsonRequired]
    public string Name { get; init => field = Required.NotNull(value); } = "";

    /// <summary>The warehouse's type, for example <c>NUMERIC</c>.</summary>
    public string? Type { get; init; }

    /// <summary>What reports call it; null where that is its name.</summary>
    public string? Alias { get; init; }

    public string? Description { get; init; }

    public bool? IsPrimaryKey { get; init; }

    public bool? IsHiddenForReporting { get; init; }

    /// <summary><c>CONNECTED</c>, or <c>DISCONNECTED</c> where the warehouse no longer has it; servers add states.</summary>
    public string? Status { get; init; }

    /// <summary>BigQuery's <c>NULLABLE</c>, <c>REQUIRED</c> or <c>REPEATED</c>; null elsewhere.</summary>
    public string? Mode { get; init; }

    /// <summary>The aggregate functions that the data mart's owner allows; null for all functions of its type.</summary>
    public string[]? AllowedAggregations { get; init; }

    /// <summary>The parts of a record.</summary>
    public SchemaField[] Fields { get; init => field = value ?? []; } = [];

    /// <summary>The formula of a calculated field; null for a column of the warehouse.</summary>
    [JsonInclude]
    internal JsonElement? Calculated { get; init; }

    public override string ToString() => Name;
}

/// <summary>A column that can be asked for from a data mart: its own, or one of a data mart that is joined to it.</summary>
/// <param name="DataMartId">The data mart that it can be asked for from.</param>
/// <param name="Name">Its exact name; the parts of a record have the record's name and a dot before theirs.</param>
/// <param name="Type">The warehouse's type, for example <c>NUMERIC</c>; null where the server does not tell.</param>
public sealed record DataMartColumn(string DataMartId, string Name, string? Type) : IDataMartScoped
{
    /// <summary>What reports call it; null where that is its name.</summary>
    public string? Alias { get; init; }

    public string? Description { get; init; }

    public bool IsPrimaryKey { get; init; }

    /// <summary>Whether the data mart's owner hid it from reports.</summary>
    public bool IsHidden { get; init; }

    /// <summary><c>CONNECTED</c>, or <c>DISCONNECTED</c> where the warehouse no longer has it; null where it is not told.</summary>
    public string? Status { get; init; }

    /// <summary>BigQuery's <c>NULLABLE</c>, <c>REQUIRED</c> or <c>REPEATED</c>; null elsewhere.</summary>
    public string? Mode { get; init; }

    /// <summary>Whether it comes from a joined data mart.</summary>
    public bool IsJoined { get; init; }

    /// <summary>The record that it is a part of; null for a column that stands by itself.</summary>
    public string? Parent { get; init; }

    /// <summary>The aggregate functions that the server lets it be aggregated with; none where that is not known.</summary>
    public string[] Aggregations { get; init; } = [];

    /// <summary>The data mart that a joined column comes from.</summary>
    public string? SourceDataMartId { get; init; }

    public string? SourceDataMartTitle { get; init; }

    /// <summary>What it is called there.</summary>
    public string? OriginalName { get; init; }

    /// <summary>The aliases on the way to there, with dots between; filters before the join need it.</summary>
    public string? AliasPath { get; init; }

    /// <summary>How rows that share a key are folded into one before they are joined.</summary>
    public string? AggregateFunction { get; init; }

    /// <summary>The relationship that brings it.</summary>
    public string? RelationshipId { get; init; }

    /// <summary>Whether it is among the columns of a query for all columns.</summary>
    internal bool IsInAll { get; init; } = true;

    /// <summary>Whether it holds several values, which come as JSON text of a list.</summary>
    internal bool IsList => string.Equals(Mode, "REPEATED", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the server rejects filters, sorts, aggregations and date buckets of it, because it is an array.</summary>
    internal bool RejectsRules { get; init; }

    public override string ToString() => Name;
}
