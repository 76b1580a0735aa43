using Owox.Redaction;

namespace Owox.Http;

/// <summary>The ID of the run that a row stream is recorded under.</summary>
internal static class RunIdHeader
{
    public static string? Read(HttpResponseMessage? response) =>
        response is not null && response.Headers.TryGetValues("x-owox-run-id", out var values)
            ? ServerTextSanitizer.Sanitize(values.FirstOrDefault(), [])
            : null;
}
