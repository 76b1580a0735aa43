using System.Globalization;
using Owox.Http.Requests;
using Owox.Queries;
using Owox.Text;

namespace Owox;

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
