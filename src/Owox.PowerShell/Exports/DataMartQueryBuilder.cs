using System.Globalization;
using Owox.Conversion;
using Owox.PowerShell.Binding;
using Owox.PowerShell.Commands.Exports;
using Owox.PowerShell.Rules;

namespace Owox.PowerShell.Exports;

/// <summary>Converts the parameters of Export-OwoxDataMart to a query, and rejects parameters that contradict each other.</summary>
internal sealed class DataMartQueryBuilder(ExportOwoxDataMartCommand cmdlet)
{
    /// <summary>The range of -Since and -Until, or null if neither was specified.</summary>
    public DateRange? Range => cmdlet.Since is null && cmdlet.Until is null ? null : new DateRange(cmdlet.DateColumn!, cmdlet.Since, cmdlet.Until);

    /// <summary>The time zone of the watermark.</summary>
    public TimeZoneInfo WatermarkZone => cmdlet.WatermarkTimeZone is null ? TimeZoneInfo.Utc : TimeZoneArgument.Zone(cmdlet.WatermarkTimeZone);

    /// <summary>The query for the rows of a data mart, without <see cref="Range"/>, which depends on the type of its column.</summary>
    /// <exception cref="OwoxConfigurationException">Parameters are invalid or contradict each other.</exception>
    public DataMartQuery Build(string dataMartId)
    {
        var query = new DataMartQuery(dataMartId)
        {
            Columns = cmdlet.Column ?? [],
            AllColumns = cmdlet.AllColumns,
            IncludeJoined = cmdlet.IncludeJoined,
            Filter = [.. RuleReader.Filters(cmdlet.Filter, cmdlet), .. DateRules()],
            Sort = RuleReader.Sorts(cmdlet.Sort),
            Aggregation = RuleReader.Aggregations(cmdlet.Aggregation),
            DateBucket = RuleReader.DateBuckets(cmdlet.DateBucket),
            Limit = cmdlet.Limit,
        };
        CheckWatermark();
        query.Check();
        _ = WatermarkZone;
        return query;
    }

    private IEnumerable<FilterRule> DateRules()
    {
        if (cmdlet.DateColumn is null)
        {
            if (cmdlet.Since is not null || cmdlet.Until is not null || cmdlet.LastDays is not null)
            {
                throw RuleParts.Invalid("-Since, -Until and -LastDays require -DateColumn, the column that they apply to");
            }

            yield break;
        }

        if (cmdlet.Since is null && cmdlet.Until is null && cmdlet.LastDays is null)
        {
            throw RuleParts.Invalid("-DateColumn requires -Since, -Until or -LastDays; alone it would request all rows");
        }

        if (cmdlet.LastDays is { } days)
        {
            yield return new FilterRule(cmdlet.DateColumn, "relative_date") { Value = new RelativeDateValue("last_n_days", days) };
        }
    }

    private void CheckWatermark()
    {
        if (cmdlet.Incremental != (cmdlet.Watermark is not null))
        {
            throw RuleParts.Invalid("-Incremental and -Watermark must be specified together: the watermark is the column that identifies new rows");
        }

        if (cmdlet.WatermarkTimeZone is not null && cmdlet.Watermark is null)
        {
            throw RuleParts.Invalid("-WatermarkTimeZone requires -Watermark; it is the time zone of that column");
        }

        if (cmdlet.Incremental && cmdlet.Limit is not null)
        {
            throw RuleParts.Invalid("-Incremental cannot be used with -Limit: the next run would skip the rows that this run omits");
        }
    }
}

/// <summary>The time range of the requested rows. The format of its bounds depends on the type of the column.</summary>
/// <param name="Column">The column with the time.</param>
/// <param name="Since">The start, inclusive, or null for none.</param>
/// <param name="Until">The end, exclusive, or null for none.</param>
internal sealed record DateRange(string Column, DateTimeOffset? Since, DateTimeOffset? Until)
{
    /// <summary>Returns the conditions for the rows.</summary>
    public async Task<IReadOnlyList<FilterRule>> RulesAsync(OwoxClient client, string dataMartId, SchemaReader schema, CancellationToken cancellationToken)
    {
        // An older server does not return the types, and no server returns them for a data mart without a schema or for an unknown column.
        // The server then reports the error.
        var known = await schema.ReadAsync(client, dataMartId, cancellationToken).ConfigureAwait(false);
        var type = known.TypesOf(new DataMartQuery(dataMartId))?.GetType(Column);
        var rules = new List<FilterRule>();
        if (Since is { } since)
        {
            rules.Add(new FilterRule(Column, "gte") { Value = Text(type, since) });
        }

        if (Until is { } until)
        {
            rules.Add(new FilterRule(Column, "lt") { Value = Text(type, until) });
        }

        return rules;
    }

    // If the type of the column is unknown, a date is used: a timestamp is invalid for a DATE column, but a date is valid for all types.
    private static string Text(string? type, DateTimeOffset moment) =>
        (type is null ? null : TimestampFormatter.Format(type, moment))
        ?? (moment.TimeOfDay == TimeSpan.Zero ? moment.ToString(TimestampFormatter.Day, CultureInfo.InvariantCulture) : TimestampFormatter.Format("TIMESTAMP", moment)!);
}
