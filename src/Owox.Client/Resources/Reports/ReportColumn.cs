using System.Text.Json.Serialization;
using Owox.Resources.Models;

namespace Owox;

/// <summary>A column of the rows of a report.</summary>
public sealed class ReportColumn : ApiModel
{
    /// <summary>The name that the rows have, such as <c>revenue | SUM</c>.</summary>
    [JsonRequired]
    public string Name { get; init => field = Required.NotNull(value); } = "";

    /// <summary>The alias, or null if there is none.</summary>
    public string? Title { get; init; }

    public string? Description { get; init; }

    /// <summary>The type of the warehouse, for example <c>NUMERIC</c>, or null if it is not known.</summary>
    public string? Type { get; init; }

    /// <summary>The function that the report aggregates the column with, or null for none.</summary>
    public string? AggregateFunction { get; init; }

    /// <summary><c>column</c> or <c>metric</c> (a formula that aggregates) of a calculated field; null for other columns.</summary>
    public string? CalculatedFieldLevel { get; init; }

    public override string ToString() => Name;
}
