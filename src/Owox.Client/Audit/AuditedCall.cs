using System.Diagnostics;
using System.Text.Json;

namespace Owox.Audit;

/// <summary>A request that has been recorded and has not ended. Its result is written once.</summary>
/// <param name="log">The log.</param>
/// <param name="started">The line that was written before the request.</param>
/// <param name="watch">The time since then.</param>
/// <param name="onFailure">Receives a sentence if the result cannot be written. The request has been sent, so this is not an error.</param>
internal sealed class AuditedCall(AuditLog log, AuditEvent started, Stopwatch watch, Action<string> onFailure)
{
    private int _ended;

    public int? Status { get; set; }

    public string? RunId { get; set; } = started.RunId;

    /// <summary>Returns the ID of the run that a response names; null if it names none.</summary>
    public static string? ReadRunId(string? mediaType, byte[] body)
    {
        if (mediaType != "application/json" || body.Length == 0)
        {
            return null;
        }

        try
        {
            using var json = JsonDocument.Parse(body);
            return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("runId", out var id) && id.ValueKind == JsonValueKind.String
                ? id.GetString()
                : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>The request failed without a response.</summary>
    public void Fail(string reason) => End(rows: null, reason);

    /// <summary>The request has ended.</summary>
    /// <param name="rows">The number of rows that were received; null if it returns no rows.</param>
    public void Complete(long? rows) => End(rows, error: null);

    private void End(long? rows, string? error)
    {
        if (Interlocked.Exchange(ref _ended, 1) == 1)
        {
            return;
        }

        try
        {
            log.Write(started with { Event = AuditEvent.Completed, Status = Status, RunId = RunId, Rows = rows, Error = error, Duration = watch.Elapsed });
        }
        catch (OwoxFileException e)
        {
            onFailure($"The request {started.Method} {started.Path} was sent, but its result could not be recorded. {e.Message}");
        }
    }
}
