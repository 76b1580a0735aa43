namespace Owox.Sandbox.Rules;

/// <summary>One condition; all conditions of a query must hold.</summary>
internal sealed record FilterRule(string Column, string Operator, JsonNode? Value)
{
    /// <summary>Set when the condition is about the aggregated value.</summary>
    public string? Function { get; init; }

    /// <summary>Set when the condition holds back rows of a joined data mart before they are joined.</summary>
    public string? PreJoinAlias { get; init; }
}

internal sealed record SortRule(string Column, bool Descending);

internal sealed record AggregationRule(string Column, string Function);

internal sealed record DateTruncRule(string Column, string Unit, string? TimeZone);

/// <summary>What a stream is asked for.</summary>
internal sealed record StreamQuery
{
    /// <summary>"*", "**" or null.</summary>
    public string? ColumnSet { get; init; }

    public IReadOnlyList<string> Columns { get; init; } = [];

    public IReadOnlyList<FilterRule> Filter { get; init; } = [];

    public IReadOnlyList<SortRule> Sort { get; init; } = [];

    public IReadOnlyList<AggregationRule> Aggregation { get; init; } = [];

    public IReadOnlyList<DateTruncRule> DateTrunc { get; init; } = [];

    public long? Limit { get; init; }

    /// <summary>The rules as they were sent, for the record of the run.</summary>
    public JsonObject Sent { get; init; } = [];

    public bool IsPlain => Filter.Count + Sort.Count + Aggregation.Count + DateTrunc.Count == 0;
}
