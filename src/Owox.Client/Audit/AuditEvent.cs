using System.Globalization;
using System.Text.Json;
using Owox.Redaction;
using Owox.Text;

namespace Owox.Audit;

/// <summary>One line of the audit log. Values are redacted, and null values are omitted.</summary>
internal sealed record AuditEvent
{
    public const string Started = "started";
    public const string Completed = "completed";
    public const string Declined = "declined";

    /// <summary>The error of a request that the user canceled.</summary>
    public const string Canceled = "Canceled";

    private const int MaxText = 4_000;

    public string Event { get; init; } = "";

    /// <summary>Identifies the call: its two lines have the same value.</summary>
    public string CallId { get; init; } = Guid.NewGuid().ToString("N");

    /// <summary>The API key ID, or the member.</summary>
    public string? Actor { get; init; }

    public string Origin { get; init; } = "";

    public AuditCaller? Caller { get; init; }

    public string? Method { get; init; }

    public string? Path { get; init; }

    public string? Query { get; init; }

    /// <summary>The path with the names of its parameters, or null if the request is unknown to this version.</summary>
    public string? Operation { get; init; }

    public string? DataMartId { get; init; }

    public int? Status { get; init; }

    /// <summary>The reason of the error if there was no response, or if it was rejected or incomplete.</summary>
    public string? Error { get; init; }

    public string? RunId { get; init; }

    public long? Rows { get; init; }

    public string? RequestId { get; init; }

    public TimeSpan? Duration { get; init; }

    /// <summary>The value of <see cref="Error"/> for an exception.</summary>
    public static string ReasonOf(Exception error) =>
        (error as OwoxException)?.Reason ?? (error is OperationCanceledException ? Canceled : error.GetType().Name);

    /// <summary>The line with its newline, in UTF-8.</summary>
    public byte[] ToLine() => [.. Utf8Json.Object(Write), (byte)'\n'];

    private void Write(Utf8JsonWriter json)
    {
        Write(json, "time", DateTime.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
        Write(json, "event", Event);
        Write(json, "call", CallId);
        Write(json, "actor", Actor);
        Write(json, "origin", Origin);
        Write(json, "cmdlet", Caller?.Cmdlet);
        Write(json, "script", Caller?.Script);
        Write(json, "line", Caller?.Line);
        Write(json, "method", Method);
        Write(json, "path", Path);
        Write(json, "query", Query);
        Write(json, "operation", Operation);
        Write(json, "dataMart", DataMartId);
        Write(json, "prompt", Caller?.Prompt);
        Write(json, "answer", Caller?.Answer);
        Write(json, "status", Status);
        Write(json, "error", Error);
        Write(json, "run", RunId);
        Write(json, "rows", Rows);
        Write(json, "request", RequestId);
        Write(json, "durationMs", Duration is { } time ? (long)time.TotalMilliseconds : null);
    }

    // The sanitizer removes secrets, and characters that would end the line or that JSON cannot represent.
    private static void Write(Utf8JsonWriter json, string name, string? value)
    {
        if (ServerTextSanitizer.Sanitize(value, [], MaxText) is { } clean)
        {
            json.WriteString(name, clean);
        }
    }

    private static void Write(Utf8JsonWriter json, string name, long? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
    }
}
