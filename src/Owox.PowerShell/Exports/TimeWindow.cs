using System;
using System.Collections.Generic;
using System.Globalization;
using System.Threading;
using System.Threading.Tasks;

namespace Owox.PowerShell.Exports;

/// <summary>The stretch of time whose rows are wanted. The column's type says how its ends are written.</summary>
/// <param name="Column">The column that tells the time.</param>
/// <param name="Since">The beginning, which belongs to it; null for none.</param>
/// <param name="Until">The end, which does not; null for none.</param>
internal sealed record TimeWindow(string Column, DateTimeOffset? Since, DateTimeOffset? Until)
{
    /// <summary>The conditions that the rows must meet.</summary>
    public async Task<IReadOnlyList<FilterRule>> RulesAsync(OwoxClient client, string dataMartId, CancellationToken stop)
    {
        var type = await TypeAsync(client, dataMartId, stop).ConfigureAwait(false);
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

    // An older server does not tell the types, nor any server those of a data mart without a schema or of a column that is
    // not there: it says so itself.
    private async Task<string?> TypeAsync(OwoxClient client, string dataMartId, CancellationToken stop)
    {
        try
        {
            return (await ColumnTypes.ReadAsync(client, new DataMartQuery(dataMartId), stop).ConfigureAwait(false)).Of(Column);
        }
        catch (OwoxException e) when (e is OwoxNotFoundException or OwoxConfigurationException { Reason: ErrorReason.RuleInvalid })
        {
            return null;
        }
    }

    // Of a column whose type is not known, a day is the likelier guess: a moment fits no DATE, but a day fits all.
    private static string Text(string? type, DateTimeOffset moment) =>
        (type is null ? null : MomentText.For(type, moment))
        ?? (moment.TimeOfDay == TimeSpan.Zero ? moment.ToString(MomentText.Day, CultureInfo.InvariantCulture) : MomentText.For("TIMESTAMP", moment)!);
}
