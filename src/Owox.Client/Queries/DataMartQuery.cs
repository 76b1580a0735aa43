using System.Globalization;
using System.Text;
using Owox.Http.Requests;
using Owox.Queries;
using Owox.Text;

namespace Owox;

/// <summary>A query for rows of a data mart.</summary>
/// <param name="DataMartId">The data mart's ID.</param>
public sealed record DataMartQuery(string DataMartId) : RowQuery(DataMartId)
{
    // In characters. The server accepts 8,192 for an encoded list of rules, and 16 KiB for all headers of a request, which include the URL.
    private const int MaxEncodedRules = 8_192;
    private const int MaxPathAndQuery = 14_000;

    /// <summary>The exact names of the columns, in the requested order; empty for all native columns.</summary>
    public IReadOnlyList<string> Columns { get; init; } = [];

    /// <summary>Whether all native columns are requested. <see cref="Columns"/> are added after them.</summary>
    public bool AllColumns { get; init; }

    /// <summary>Whether all native and all joined columns are requested. Cannot be combined with <see cref="Columns"/>.</summary>
    public bool IncludeJoined { get; init; }

    public IReadOnlyList<FilterRule> Filter { get; init; } = [];

    public IReadOnlyList<SortRule> Sort { get; init; } = [];

    /// <summary>The aggregations. They require <see cref="Columns"/>; the columns without an aggregation are the groups.</summary>
    public IReadOnlyList<AggregationRule> Aggregation { get; init; } = [];

    /// <summary>The date buckets. They require <see cref="Columns"/>.</summary>
    public IReadOnlyList<DateBucketRule> DateBucket { get; init; } = [];

    internal override IEnumerable<string> DateBuckets => DateBucket.Select(static rule => rule.Column);

    internal override IEnumerable<string> NamedColumns => Columns.Concat(RuleColumns.Select(static rule => rule.Column));

    // A pre-join filter refers to a column of the joined data mart.
    internal override IEnumerable<(string Column, string Rule)> RuleColumns =>
        Filter.Where(static rule => rule.Placement != "pre-join").Select(static rule => (rule.Column, "a filter"))
            .Concat(Sort.Select(static rule => (rule.Column, "a sort")))
            .Concat(Aggregation.Select(static rule => (rule.Column, "an aggregation")))
            .Concat(DateBucket.Select(static rule => (rule.Column, "a date bucket")));

    internal override IEnumerable<FilterRule> PreJoinFilters => Filter.Where(static rule => rule.Placement == "pre-join");

    internal override IEnumerable<string> SelectedColumns => Columns;

    internal override RowLayout Layout(QuerySchema schema) => QueryLayout.Create(this, schema);

    internal override string ToPathAndQuery()
    {
        Check();
        var query = new StringBuilder("/api/external/http-data/data-marts/").Append(PathSegment.Encode(DataMartId)).Append(".ndjson");
        var mark = '?';
        void Add(string name, string value)
        {
            query.Append(mark).Append(name).Append('=').Append(value);
            mark = '&';
        }

        if (IncludeJoined || AllColumns)
        {
            Add("columns", IncludeJoined ? "**" : "*");
        }

        foreach (var column in Columns)
        {
            Add("column", Uri.EscapeDataString(column));
        }

        AddRules(Add, "filter", Filter.Count, () => RuleJsonWriter.Write(Filter));
        AddRules(Add, "sort", Sort.Count, () => RuleJsonWriter.Write(Sort));
        AddRules(Add, "aggregation", Aggregation.Count, () => RuleJsonWriter.Write(Aggregation));
        AddRules(Add, "dateTrunc", DateBucket.Count, () => RuleJsonWriter.Write(DateBucket));
        if (Limit is { } limit)
        {
            Add("limit", limit.ToString(CultureInfo.InvariantCulture));
        }

        return query.Length <= MaxPathAndQuery
            ? query.ToString()
            : throw RuleValidator.Invalid(
                $"the columns and rules result in a URL of {query.Length} characters, but the maximum is {MaxPathAndQuery}; specify fewer columns");
    }

    private static void AddRules(Action<string, string> add, string name, int count, Func<byte[]> write)
    {
        if (count == 0)
        {
            return;
        }

        var encoded = Base64Url.Encode(write());
        if (encoded.Length > MaxEncodedRules)
        {
            throw RuleValidator.Invalid(
                $"its {name} rules have {encoded.Length} characters when encoded, but the maximum is {MaxEncodedRules}; use fewer or shorter values");
        }

        add(name, encoded);
    }

    /// <summary>Validates the query before a request is sent.</summary>
    /// <exception cref="OwoxConfigurationException">The server would reject the query.</exception>
    internal void Check()
    {
        if (string.IsNullOrWhiteSpace(DataMartId))
        {
            throw RuleValidator.Invalid("it does not specify a data mart");
        }

        RuleValidator.CheckLimit(Limit);
        if (IncludeJoined && (Columns.Count > 0 || AllColumns))
        {
            throw RuleValidator.Invalid("all joined columns cannot be combined with specified columns; specify every required column, or none");
        }

        if (Columns.Count == 0 && (Aggregation.Count > 0 || DateBucket.Count > 0))
        {
            throw RuleValidator.Invalid("aggregations and date buckets require a list of columns; the columns without a rule become the groups");
        }

        foreach (var column in Columns)
        {
            if (column.Length == 0)
            {
                throw RuleValidator.Invalid("a column name is empty");
            }

            RuleValidator.CheckText("a column name", column);
        }

        CheckRules();
    }

    private void CheckRules()
    {
        foreach (var rule in Filter)
        {
            RuleValidator.Check(rule);
        }

        foreach (var rule in Sort)
        {
            RuleValidator.Check(rule);
        }

        foreach (var rule in Aggregation)
        {
            RuleValidator.Check(rule);
        }

        foreach (var rule in DateBucket)
        {
            RuleValidator.Check(rule);
        }
    }
}
