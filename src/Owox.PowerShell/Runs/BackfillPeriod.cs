using System.Globalization;
using System.Text.Json;
using Owox.PowerShell.Json;

namespace Owox.PowerShell.Runs;

/// <summary>A part of a backfill that one run can load.</summary>
/// <param name="Fields">The fields of the backfill, with the dates of this period.</param>
/// <param name="Start">The first day.</param>
/// <param name="End">The last day.</param>
internal sealed record BackfillPeriod(JsonElement Fields, DateTime Start, DateTime End)
{
    /// <summary>The maximum number of days that a server of version 0.35 or later loads in one run.</summary>
    public const int MaxDays = 31;

    private const string StartName = "StartDate";
    private const string EndName = "EndDate";
    private const string DateFormat = "yyyy-MM-dd";
    private const string BackfillType = "MANUAL_BACKFILL";

    /// <summary>Splits a backfill into consecutive periods, oldest first.</summary>
    /// <exception cref="OwoxConfigurationException">StartDate or EndDate is missing or not a date, or the end is before the start.</exception>
    public static IReadOnlyList<BackfillPeriod> Split(JsonElement fields)
    {
        if (fields.ValueKind != JsonValueKind.Object)
        {
            throw RunPayload.Invalid("-Split requires a hashtable with StartDate and EndDate");
        }

        var (start, end) = (ReadDate(fields, StartName), ReadDate(fields, EndName));
        if (end < start)
        {
            throw RunPayload.Invalid($"its EndDate {Format(end)} is before its StartDate {Format(start)}");
        }

        List<BackfillPeriod> periods = [];
        for (var first = start; ; first = first.AddDays(MaxDays))
        {
            // The last day of the calendar has no next day.
            var isLast = (end - first).Days < MaxDays;
            var last = isLast ? end : first.AddDays(MaxDays - 1);
            periods.Add(new BackfillPeriod(WithDates(fields, first, last), first, last));
            if (isLast)
            {
                return periods;
            }
        }
    }

    /// <summary>Whether a run was started with exactly the fields of this period.</summary>
    public bool IsOf(Run run) =>
        run.AdditionalParams?.Payload is { ValueKind: JsonValueKind.Object } payload
        && payload.TryGetProperty("runType", out var type)
        && type.ValueKind == JsonValueKind.String
        && type.GetString() == BackfillType
        && payload.TryGetProperty("data", out var data)
        && JsonValues.AreEqual(data, Fields);

    /// <summary>
    /// Whether the last day of this period was over, in UTC, when a run of it started. A run that started before loaded only a part of the period.
    /// </summary>
    public bool WasOverAtStartOf(Run run) => (run.StartedAt ?? run.CreatedAt ?? DateTimeOffset.UtcNow).UtcDateTime.Date > End;

    public override string ToString() => $"{Format(Start)} to {Format(End)}";

    /// <summary>The days from the first of these periods to the last.</summary>
    public static string Describe(IReadOnlyList<BackfillPeriod> periods) => $"{Format(periods[0].Start)} to {Format(periods[periods.Count - 1].End)}";

    private static DateTime ReadDate(JsonElement fields, string name)
    {
        if (!fields.TryGetProperty(name, out var value))
        {
            throw RunPayload.Invalid($"-Split requires the field {name}, such as '2026-01-31'");
        }

        return value.ValueKind == JsonValueKind.String && value.GetRawText().Length <= DateFormat.Length + 2
            && DateTime.TryParseExact(value.GetString(), DateFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? date
            : throw RunPayload.Invalid($"-Split requires {name} as a date without a time, such as '2026-01-31'");
    }

    private static JsonElement WithDates(JsonElement fields, DateTime start, DateTime end)
    {
        var values = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        try
        {
            foreach (var field in fields.EnumerateObject())
            {
                values.Add(field.Name, field.Value);
            }

            values[StartName] = JsonSerializer.SerializeToElement(Format(start));
            values[EndName] = JsonSerializer.SerializeToElement(Format(end));
            return JsonSerializer.SerializeToElement(values);
        }
        catch (ArgumentException e)
        {
            throw RunPayload.Invalid("it contains a field twice", e);
        }
        catch (InvalidOperationException e)
        {
            throw RunPayload.Invalid("it contains text that is not valid Unicode", e);
        }
    }

    private static string Format(DateTime date) => date.ToString(DateFormat, CultureInfo.InvariantCulture);
}
