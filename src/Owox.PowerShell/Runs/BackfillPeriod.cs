using System.Text.Json;
using Owox.PowerShell.Json;

namespace Owox.PowerShell.Runs;

/// <summary>A part of a backfill that one run can load.</summary>
/// <param name="Fields">The fields of the backfill, with the dates of this period.</param>
/// <param name="Start">The first day.</param>
/// <param name="End">The last day.</param>
internal sealed record BackfillPeriod(JsonElement Fields, DateTime Start, DateTime End)
{
    private const string BackfillType = "MANUAL_BACKFILL";

    /// <summary>Whether a run was started with exactly the fields of this period.</summary>
    public bool IsOf(Run run) => FieldsOf(run) is { } data && JsonValues.AreEqual(data, Fields);

    /// <summary>Returns the fields of a backfill; null for any other run.</summary>
    public static JsonElement? FieldsOf(Run run) =>
        run.AdditionalParams?.Payload is { ValueKind: JsonValueKind.Object } payload
        && payload.TryGetProperty("runType", out var type)
        && type.ValueKind == JsonValueKind.String
        && type.GetString() == BackfillType
        && payload.TryGetProperty("data", out var data)
            ? data
            : null;

    /// <summary>
    /// Whether the last day of this period was over, in UTC, when a run of it started. A run that started before loaded only a part of the period.
    /// </summary>
    public bool WasOverAtStartOf(Run run) => (run.StartedAt ?? run.CreatedAt ?? DateTimeOffset.UtcNow).UtcDateTime.Date > End;

    public override string ToString() => $"{BackfillPeriods.Format(Start)} to {BackfillPeriods.Format(End)}";
}
