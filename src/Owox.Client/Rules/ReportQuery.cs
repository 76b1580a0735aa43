using System;
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
