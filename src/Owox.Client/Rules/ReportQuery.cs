using System;
using System.Collections.Generic;
using System.Globalization;
using Owox.Rules;

namespace Owox;

/// <summary>A report, whose columns and rules are saved. A limit that is asked for replaces the saved one.</summary>
/// <param name="Report">The report's ID.</param>
/// <param name="DataMartId">The data mart that it is about.</param>
public sealed record ReportQuery(string Report, string DataMartId) : RowQuery(DataMartId)
{
    /// <inheritdoc />
    public override string? ReportId => Report;

    /// <summary>The columns that its saved rules cut to days, weeks, months, quarters or years.</summary>
    public IReadOnlyList<string> BucketedColumns { get; init; } = [];

    internal override IEnumerable<string> DateBuckets => BucketedColumns;

    internal override string ToPathAndQuery()
    {
        if (Limit < 1)
        {
            throw RuleChecks.Invalid($"the limit is {Limit}, and the least is 1");
        }

        var path = $"/api/external/http-data/reports/{Uri.EscapeDataString(Report)}.ndjson";
        return Limit is { } limit ? path + "?limit=" + limit.ToString(CultureInfo.InvariantCulture) : path;
    }
}
