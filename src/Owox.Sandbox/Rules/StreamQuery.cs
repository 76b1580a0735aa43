namespace Owox.Sandbox.Rules;

/// <summary>One condition. All conditions of a query are combined with AND.</summary>
/// <param name="Column">The column that the condition tests.</param>
/// <param name="Operator">The name of the operator.</param>
/// <param name="Value">The value with which the column is compared.</param>
/// <param name="Function">Set if the condition tests the aggregated value.</param>
/// <param name="PreJoinAlias">Set if the condition selects rows of a joined data mart before they are joined.</param>
internal sealed record FilterRule(string Column, string Operator, JsonNode? Value, string? Function, string? PreJoinAlias);

internal sealed record SortRule(string Column, bool Descending);

internal sealed record AggregationRule(string Column, string Function);

internal sealed record DateTruncRule(string Column, string Unit, string? TimeZone);

/// <summary>The parameters of a stream.</summary>
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

    /// <summary>The columns of the rules, with the names of the rules. A condition before a join concerns a column of another data mart.</summary>
    public IEnumerable<(string Column, string Control)> Controls =>
        Filter.Where(static rule => rule.PreJoinAlias is null).Select(static rule => (rule.Column, "filter"))
            .Concat(Sort.Select(static rule => (rule.Column, "sort")))
            .Concat(Aggregation.Select(static rule => (rule.Column, "aggregation")))
            .Concat(DateTrunc.Select(static rule => (rule.Column, "dateTrunc")));

    public bool IsPlain => Filter.Count + Sort.Count + Aggregation.Count + DateTrunc.Count == 0;
}

/// <summary>A query for SQLite, with its bound values and the columns of its result.</summary>
internal sealed record Statement(string Text, IReadOnlyList<object> Values, IReadOnlyList<OutputColumn> Columns);
