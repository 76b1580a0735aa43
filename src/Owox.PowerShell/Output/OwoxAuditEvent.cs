using System.Text.Json;

namespace Owox.PowerShell;

/// <summary>A call in an audit log, with its result, or a change that was declined at a prompt.</summary>
public sealed class OwoxAuditEvent
{
    private OwoxAuditEvent(JsonElement line)
    {
        Time = line.GetProperty("time").GetDateTimeOffset();
        Event = Text(line, "event") ?? throw new FormatException("it has no event");
        CallId = Text(line, "call");
        Actor = Text(line, "actor");
        Origin = Text(line, "origin");
        Cmdlet = Text(line, "cmdlet");
        Script = Text(line, "script");
        Line = (int?)Number(line, "line");
        Method = Text(line, "method");
        Path = Text(line, "path");
        Query = Text(line, "query");
        Operation = Text(line, "operation");
        DataMartId = Text(line, "dataMart");
        Prompt = Text(line, "prompt");
        Answer = Text(line, "answer");
        Status = (int?)Number(line, "status");
        Error = Text(line, "error");
        RunId = Text(line, "run");
        Rows = Number(line, "rows");
        RequestId = Text(line, "request");
        Duration = Number(line, "durationMs") is { } ms ? TimeSpan.FromMilliseconds(ms) : null;
    }

    /// <summary>When the line was written.</summary>
    public DateTimeOffset Time { get; }

    /// <summary><c>completed</c>, <c>declined</c>, or <c>started</c> for a call whose result is unknown, because its process ended.</summary>
    public string Event { get; }

    /// <summary>The API key ID, or the member.</summary>
    public string? Actor { get; }

    public string? Cmdlet { get; }

    /// <summary>The path of the script; null at a prompt.</summary>
    public string? Script { get; }

    public int? Line { get; }

    public string? Method { get; }

    public string? Path { get; }

    /// <summary>The path with the names of its parameters, or null if the version that wrote the line did not know the request.</summary>
    public string? Operation { get; }

    public string? DataMartId { get; }

    /// <summary>The HTTP status, or null if there was no response.</summary>
    public int? Status { get; }

    /// <summary>The reason of the error if there was no response.</summary>
    public string? Error { get; }

    public string? RunId { get; }

    /// <summary>The number of rows that were received, or null if the request returns no rows.</summary>
    public long? Rows { get; }

    public string? RequestId { get; }

    public TimeSpan? Duration { get; }

    /// <summary>The question of the confirmation prompt, or null if the command has none.</summary>
    public string? Prompt { get; }

    /// <summary><c>not asked</c>, <c>yes</c> or <c>no</c>, or null if the command has no prompt.</summary>
    public string? Answer { get; }

    /// <summary>The query of the request; only with -IncludeQuery.</summary>
    public string? Query { get; }

    public string? Origin { get; }

    /// <summary>Identifies the call.</summary>
    public string? CallId { get; }

    public override string ToString() => $"{Time.UtcDateTime:u} {Cmdlet} {Method} {Path}";

    /// <summary>Reads a line.</summary>
    /// <exception cref="FormatException">The line is damaged.</exception>
    internal static OwoxAuditEvent Parse(string line)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            return new OwoxAuditEvent(json.RootElement);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw new FormatException("it is not a line of an audit log", e);
        }
    }

    private static string? Text(JsonElement line, string name) =>
        line.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static long? Number(JsonElement line, string name) =>
        line.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) ? number : null;
}
