using System.Globalization;
using Owox.Conversion;

namespace Owox.PowerShell.Exports;

/// <summary>The stretch of time whose rows are wanted. The column's type says how its ends are written.</summary>
/// <param name="Column">The column that tells the time.</param>
/// <param name="Since">The beginning, which belongs to it; null for none.</param>
/// <param name="Until">The end, which does not; null for none.</param>
internal sealed record DateRange(string Column, DateTimeOffset? Since, DateTimeOffset? Until)
{
    /// <summary>The conditions that the rows must meet.</summary>
    public async Task<IReadOnlyList<FilterRule>> RulesAsync(OwoxClient client, string dataMartId, SchemaReader schema, CancellationToken cancellationToken)
    {
        // An older server does not tell the types, nor any server those of a data mart without a schema or of a column that is
        // not there: it says so itself.
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

    // Of a column whose type is not known, a day is the likelier guess: a moment fits no DATE, but a day fits all.
    private static string Text(string? type, DateTimeOffset moment) =>
        (type is null ? null : TimestampFormatter.Format(type, moment))
        ?? (moment.TimeOfDay == TimeSpan.Zero ? moment.ToString(TimestampFormatter.Day, CultureInfo.InvariantCulture) : TimestampFormatter.Format("TIMESTAMP", moment)!);
}
