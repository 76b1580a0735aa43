using Owox.Http.Errors;
using Owox.Http.Requests;

namespace Owox.Rows;

/// <summary>Rejects a response with a success status that does not contain rows.</summary>
internal static class NdjsonContentType
{
    private const string Ndjson = "application/x-ndjson";

    public static bool IsRows(string? mediaType) => string.Equals(mediaType, Ndjson, StringComparison.OrdinalIgnoreCase);

    /// <summary>Closes a response that does not contain rows, and throws its error.</summary>
    /// <exception cref="OwoxApiException">The response does not contain rows.</exception>
    public static async Task RequireAsync(HttpResponseMessage response, ApiRequest request, CancellationToken cancellationToken)
    {
        var type = response.Content.Headers.ContentType?.MediaType;
        if (!IsRows(type))
        {
            using (response)
            {
                var error = ApiErrorFactory.Unexpected(request, (int)response.StatusCode, $"its content type is '{type ?? "none"}', not {Ndjson}");
                await response.CompleteAuditAsync(rows: null, error.Reason, cancellationToken).ConfigureAwait(false);
                throw error;
            }
        }
    }
}
