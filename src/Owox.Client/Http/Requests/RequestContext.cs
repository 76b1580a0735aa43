using Owox.Audit;
using Owox.Redaction;

namespace Owox.Http.Requests;

/// <summary>The data of a request in the pipeline of handlers.</summary>
internal sealed class RequestContext(ApiRequest request, IRequestObserver? observer)
{
    public ApiRequest Request { get; } = request;

    public IRequestObserver? Observer { get; } = observer;

    /// <summary>The ID of the request in verbose messages and in the log of the server.</summary>
    public string RequestId { get; set; } = "";

    /// <summary>The record of a row stream in the audit log, which the reader of the stream completes, or null if there is none.</summary>
    public AuditedCall? Audit { get; set; }

    /// <summary>The number of attempts; counted only while activities are listened to.</summary>
    public int Attempts { get; set; }

    /// <summary>The access token of the request, or null if it needs none.</summary>
    public string? AccessToken { get; set; }
}

/// <summary>The request context and headers of HTTP messages.</summary>
internal static class HttpMessageExtensions
{
    private const string ContextName = "Owox.RequestContext";

    public static RequestContext GetContext(this HttpRequestMessage message) =>
#if NET8_0_OR_GREATER
        message.Options.TryGetValue(new HttpRequestOptionsKey<RequestContext>(ContextName), out var context) ? context : throw new InvalidOperationException("The request has no context.");
#else
        (RequestContext)message.Properties[ContextName];
#endif

    public static void SetContext(this HttpRequestMessage message, RequestContext context) =>
#if NET8_0_OR_GREATER
        message.Options.Set(new HttpRequestOptionsKey<RequestContext>(ContextName), context);
#else
        message.Properties[ContextName] = context;
#endif

    /// <summary>Sets a header, or removes it if the value is null.</summary>
    public static void SetHeader(this HttpRequestMessage message, string name, string? value)
    {
        message.Headers.Remove(name);
        if (value is not null)
        {
            message.Headers.TryAddWithoutValidation(name, value);
        }
    }

    /// <summary>Completes the record of a streamed response in the audit log, if it has one.</summary>
    /// <param name="response">The response.</param>
    /// <param name="rows">The number of rows, or null if the response contains no rows.</param>
    /// <param name="error">The reason of the error, or null if the response is complete.</param>
    /// <param name="cancellationToken">Shortens the wait for another process that uses the log.</param>
    public static Task CompleteAuditAsync(this HttpResponseMessage response, long? rows, string? error, CancellationToken cancellationToken) =>
        response.RequestMessage?.GetContext().Audit?.EndAsync(rows, error, cancellationToken) ?? Task.CompletedTask;

    /// <summary>The ID of the run that the JSON of a response in memory names, or null if it names none.</summary>
    public static async Task<string?> ReadRunIdAsync(this HttpResponseMessage response) =>
        response.Content.Headers.ContentType?.MediaType == "application/json"
            ? AuditedCall.ReadRunId(await response.Content.ReadAsByteArrayAsync().ConfigureAwait(false))
            : null;

    /// <summary>The number of rows of a response in memory, or null if it contains no rows.</summary>
    public static async Task<long?> CountRowsAsync(this HttpResponseMessage response) =>
        response.IsSuccessStatusCode && response.Content.Headers.ContentType?.MediaType == "application/x-ndjson"
            ? (await response.Content.ReadAsByteArrayAsync().ConfigureAwait(false)).LongCount(static b => b == (byte)'\n')
            : null;

    /// <summary>The ID of the run that belongs to a row stream, or null if the response does not contain it.</summary>
    public static string? GetRunId(this HttpResponseMessage? response) =>
        response is not null && response.Headers.TryGetValues("x-owox-run-id", out var values)
            ? ServerTextSanitizer.Sanitize(values.FirstOrDefault(), [])
            : null;
}
