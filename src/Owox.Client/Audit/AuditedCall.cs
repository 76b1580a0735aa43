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
    /// <summary>How long a canceled command still waits for another process that uses the file.</summary>
    private static readonly TimeSpan CanceledTimeout = TimeSpan.FromSeconds(1);

    private int _ended;

    public int? Status { get; set; }

    public string? RunId { get; set; } = started.RunId;

    /// <summary>Returns the ID of the run that a body names, or null if it names none, or is not JSON.</summary>
    public static string? ReadRunId(byte[] body)
    {
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

    /// <summary>Writes the result. Later calls do nothing.</summary>
    /// <param name="rows">The number of rows that were received, or null if the response contains no rows.</param>
    /// <param name="error">The reason of the error, or null if there was none.</param>
    /// <param name="cancellationToken">Shortens the wait for another process that uses the file to a second.</param>
    public async Task EndAsync(long? rows, string? error, CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _ended, 1) == 1)
        {
            return;
        }

        var entry = started with { Event = AuditEvent.Completed, Status = Status, RunId = RunId, Rows = rows, Error = error, Duration = watch.Elapsed };
        using var limit = new CancellationTokenSource();
        using var registration = cancellationToken.Register(() => limit.CancelAfter(CanceledTimeout));
        try
        {
            await log.WriteAsync(entry, limit.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is OwoxFileException or OperationCanceledException)
        {
            var why = e is OwoxFileException ? e.Message : $"Another process uses the audit log '{log.Path}'.";
            onFailure($"The request {started.Method} {started.Path} was sent, but its result could not be recorded. {why}");
        }
    }
}
