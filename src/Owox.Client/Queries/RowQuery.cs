using System.Globalization;
using Owox.Http.Requests;
using Owox.Queries;
using Owox.Text;

namespace Owox;

/// <summary>A question whose answer is rows.</summary>
/// <param name="DataMartId">The data mart whose rows they are; its runs record how many were sent.</param>
public abstract record RowQuery(string DataMartId)
{
    /// <summary>How many rows at the most; null for all.</summary>
    public long? Limit { get; init; }

    /// <summary>The report that is asked; null where the data mart itself is.</summary>
    public virtual string? ReportId => null;

    /// <summary>The columns that are cut to the first day of a week, month, quarter or year.</summary>
    internal abstract IEnumerable<string> DateBuckets { get; }

    /// <summary>The columns that the query names and the data mart must have.</summary>
    internal abstract IEnumerable<string> NamedColumns { get; }

    /// <summary>The columns that have rules, with the kind of the rule.</summary>
    internal virtual IEnumerable<(string Column, string Rule)> RuleColumns => [];

    /// <summary>What messages call it.</summary>
    public string Subject => ReportId is null ? $"data mart {DataMartId}" : $"report {ReportId}";

    /// <summary>What the server keeps in the record of the run about its caller; null for nothing.</summary>
    internal virtual string? RunContext => null;

    /// <summary>The path and query of the request.</summary>
    /// <exception cref="OwoxConfigurationException">The server would refuse it.</exception>
    internal abstract string ToPathAndQuery();

    /// <summary>The columns of the rows, as far as the query and the schema tell them.</summary>
    internal abstract RowLayout Layout(QuerySchema schema);
}

/// <summary>A report, whose columns and rules are saved. A limit that is asked for replaces the saved one.</summary>
/// <param name="Report">The report's ID.</param>
/// <param name="DataMartId">The data mart that it is about.</param>
public sealed record ReportQuery(string Report, string DataMartId) : RowQuery(DataMartId)
{
    /// <inheritdoc />
    public override string? ReportId => Report;

    /// <summary>What is saved in the report; null where it was not read.</summary>
    public Report? Definition { get; init; }

    /// <summary>The title of the caller, such as the name of a script, that the record of the run shows; null for none. Servers store it since 0.32.</summary>
    public string? RunTitle { get; init; }

    // Base64 of JSON. A server ignores what it cannot read.
    internal override string? RunContext => Convert.ToBase64String(Utf8Json.Object(json =>
    {
        json.WriteString("host", "PowerShell");
        if (RunTitle is not null)
        {
            json.WriteString("documentTitle", RunTitle);
        }
    }));

    internal override IEnumerable<string> DateBuckets => Definition?.BucketedColumns ?? [];

    // The server checks what is saved.
    internal override IEnumerable<string> NamedColumns => [];

    internal override RowLayout Layout(QuerySchema schema) => QueryLayout.Create(this, schema);

    internal override string ToPathAndQuery()
    {
        if (Limit < 1)
        {
            throw RuleValidator.Invalid($"the limit is {Limit}, and the least is 1");
        }

        var path = $"/api/external/http-data/reports/{PathSegment.Encode(Report)}.ndjson";
        return Limit is { } limit ? path + "?limit=" + limit.ToString(CultureInfo.InvariantCulture) : path;
    }
}
