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

    /// <summary>The aggregate functions that the data mart's owner allows; null for those that its type allows.</summary>
    public string[]? AllowedAggregations { get; init; }

    /// <summary>The parts of a record.</summary>
    public SchemaField[] Fields { get; init => field = value ?? []; } = [];

    /// <summary>The formula of a calculated field; null for a column of the warehouse.</summary>
    [JsonInclude]
    internal JsonElement? Calculated { get; init; }

    public override string ToString() => Name;
}
