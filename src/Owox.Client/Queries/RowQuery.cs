using System.Globalization;
using Owox.Http.Requests;
using Owox.Queries;
using Owox.Text;

namespace Owox;

/// <summary>A query that returns rows.</summary>
/// <param name="DataMartId">The ID of the data mart. Its runs record the number of rows that were sent.</param>
public abstract record RowQuery(string DataMartId)
{
    /// <summary>The maximum number of rows; null for all.</summary>
    public long? Limit { get; init; }

    /// <summary>The ID of the report, or null if the data mart itself is queried.</summary>
    public virtual string? ReportId => null;

    /// <summary>The columns that are truncated to the first day of a week, month, quarter or year.</summary>
    internal abstract IEnumerable<string> DateBuckets { get; }

    /// <summary>The columns of the rows, as the server lists them, or null if it does not.</summary>
    internal virtual IReadOnlyList<ReportColumn>? OutputSchema => null;

    /// <summary>The columns of the query that the data mart must have.</summary>
    internal abstract IEnumerable<string> NamedColumns { get; }

    /// <summary>The columns with rules, each with the kind of the rule.</summary>
    internal virtual IEnumerable<(string Column, string Rule)> RuleColumns => [];

    /// <summary>The name of the query in messages.</summary>
    public string Subject => ReportId is null ? $"data mart {DataMartId}" : $"report {ReportId}";

    /// <summary>The information about the caller that the server stores in the record of the run, or null for none.</summary>
    internal virtual string? RunContext => null;

    /// <summary>The filters of joined data marts before the join.</summary>
    internal virtual IEnumerable<FilterRule> PreJoinFilters => [];

    /// <summary>The columns that the query returns by name.</summary>
    internal virtual IEnumerable<string> SelectedColumns => [];

    /// <summary>Returns the path and query of the request.</summary>
    /// <exception cref="OwoxConfigurationException">The server would reject the query.</exception>
    internal abstract string ToPathAndQuery();

    /// <summary>Returns the columns of the rows, as far as they are known from the query and the schema.</summary>
    internal abstract RowLayout Layout(QuerySchema schema);
}

/// <summary>A query for the rows of a report, whose columns and rules are saved on the server. A specified limit replaces the saved one.</summary>
/// <param name="Report">The report's ID.</param>
/// <param name="DataMartId">The ID of the report's data mart.</param>
public sealed record ReportQuery(string Report, string DataMartId) : RowQuery(DataMartId)
{
    /// <inheritdoc />
    public override string? ReportId => Report;

    /// <summary>The definition of the report, or null if it was not read.</summary>
    public Report? Definition { get; init; }

    /// <summary>
    /// The title of the caller, such as the name of a script, for the record of the run, or null for none. Servers store it as of version 0.32.
    /// </summary>
    public string? RunTitle { get; init; }

    // Base64 of JSON. A server ignores a value that it cannot parse.
    internal override string? RunContext => Convert.ToBase64String(Utf8Json.Object(json =>
    {
        json.WriteString("host", "PowerShell");
        if (RunTitle is not null)
        {
            json.WriteString("documentTitle", RunTitle);
        }
    }));

    internal override IReadOnlyList<ReportColumn>? OutputSchema => Definition?.OutputSchema;

    internal override IEnumerable<string> DateBuckets => Definition?.BucketedColumns ?? [];

    // The server validates the saved definition.
    internal override IEnumerable<string> NamedColumns => [];

    internal override RowLayout Layout(QuerySchema schema) => QueryLayout.Create(this, schema);

    internal override string ToPathAndQuery()
    {
        RuleValidator.CheckLimit(Limit);
        var path = $"/api/external/http-data/reports/{PathSegment.Encode(Report)}.ndjson";
        return Limit is { } limit ? path + "?limit=" + limit.ToString(CultureInfo.InvariantCulture) : path;
    }
}
