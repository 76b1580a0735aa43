using Owox.Http.Errors;
using Owox.Http.Requests;

namespace Owox.Rows;

/// <summary>Rejects a response with a success status that does not contain rows.</summary>
internal static class NdjsonContentType
{
    private const string Ndjson = "application/x-ndjson";

    public static bool IsRows(string? mediaType) => string.Equals(mediaType, Ndjson, StringComparison.OrdinalIgnoreCase);

    public static void Check(HttpResponseMessage response, ApiRequest request)
    {
        var type = response.Content.Headers.ContentType?.MediaType;
        if (!IsRows(type))
        {
            response.Dispose();
            throw ApiErrorFactory.Unexpected(request, (int)response.StatusCode, $"its content type is '{type ?? "none"}', not {Ndjson}");
        }
    }
}
