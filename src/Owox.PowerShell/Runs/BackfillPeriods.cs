using System.Globalization;
using System.Text.Json;

namespace Owox.PowerShell.Runs;

/// <summary>The consecutive periods of a backfill, oldest first. A period is created when it is needed, because a backfill can have many.</summary>
internal sealed class BackfillPeriods
{
    /// <summary>The maximum number of days that a server of version 0.35 or later loads in one run.</summary>
    public const int MaxDays = 31;

    private const string StartName = "StartDate";
    private const string EndName = "EndDate";
    private const string DateFormat = "yyyy-MM-dd";

    private readonly JsonElement _fields;
    private readonly DateTime _start;
    private readonly DateTime _end;

    /// <param name="fields">The fields of the backfill, with its first and last day in StartDate and EndDate.</param>
    /// <exception cref="OwoxConfigurationException">StartDate or EndDate is missing or not a date, or the end is before the start.</exception>
    public BackfillPeriods(JsonElement fields)
    {
        if (fields.ValueKind != JsonValueKind.Object)
        {
            throw RunPayload.Invalid("-Split requires a hashtable with StartDate and EndDate");
        }

        (_fields, _start, _end) = (fields, ReadDate(fields, StartName), ReadDate(fields, EndName));
        if (_end < _start)
        {
            throw RunPayload.Invalid($"its EndDate {Format(_end)} is before its StartDate {Format(_start)}");
        }

        Count = ((_end - _start).Days / MaxDays) + 1;

        // The other periods have the same fields, so the first one shows whether they are valid.
        _ = this[0];
    }

    public int Count { get; }

    public BackfillPeriod this[int index]
    {
        get
        {
            // The last day of the calendar has no next day.
            var first = _start.AddDays((double)index * MaxDays);
            var last = index == Count - 1 ? _end : first.AddDays(MaxDays - 1);
            return new BackfillPeriod(WithDates(_fields, first, last), first, last);
        }
    }

    /// <summary>Returns the index of the period that a run was started for; -1 for other runs.</summary>
    public int IndexOf(Run run)
    {
        if (BackfillPeriod.FieldsOf(run) is not { ValueKind: JsonValueKind.Object } fields || !fields.TryGetProperty(StartName, out var value) || Date(value) is not { } first)
        {
            return -1;
        }

        var index = (first - _start).Days / MaxDays;
        return first >= _start && index < Count && this[index].IsOf(run) ? index : -1;
    }

    public override string ToString() => $"{Format(_start)} to {Format(_end)}";

    private static DateTime ReadDate(JsonElement fields, string name)
    {
        if (!fields.TryGetProperty(name, out var value))
        {
            throw RunPayload.Invalid($"-Split requires the field {name}, such as '2026-01-31'");
        }

        return Date(value) ?? throw RunPayload.Invalid($"-Split requires {name} as a date without a time, such as '2026-01-31'");
    }

    private static DateTime? Date(JsonElement value) =>
        value.ValueKind == JsonValueKind.String && value.GetRawText().Length <= DateFormat.Length + 2
        && DateTime.TryParseExact(value.GetString(), DateFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? date
            : null;

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

    /// <summary>Formats a day as in the fields of a backfill.</summary>
    public static string Format(DateTime date) => date.ToString(DateFormat, CultureInfo.InvariantCulture);
}
