using Owox.Redaction;

namespace Owox.Http.Requests;

/// <summary>A request to the API. It can be sent several times.</summary>
internal sealed record ApiRequest(HttpMethod Method, string PathAndQuery)
{
    /// <summary>Creates the body, or null for none.</summary>
    public Func<HttpContent>? Content { get; init; }

    /// <summary>The accepted content types; null for the default: rows or JSON.</summary>
    public string? Accept { get; init; }

    public string? ApiKeyId { get; init; }

    /// <summary>
    /// Whether the request changes something on the server that can be checked afterwards. If no response to a change is received, it is
    /// never retried, and a specific error is thrown.
    /// </summary>
    public bool IsChange { get; init; } = Method != HttpMethod.Get;

    /// <summary>A sentence that describes how to check whether the change was made, if no response was received.</summary>
    public string HowToCheck { get; init; } = "Check whether the change was made before you send the request again.";

    public RetryRules Retry
    {
        get => field ?? (IsChange ? RetryRules.Change : RetryRules.Idempotent);
        init;
    }

    /// <summary>The session cookie as <c>name=value</c>, for the sign-in routes only.</summary>
    public string? Cookie { get; init; }

    /// <summary>Whether the header Origin is sent, which the server requires for a POST with a cookie.</summary>
    public bool SendOriginHeader { get; init; }

    /// <summary>The information about the caller that the server stores in the record of a run, or null for none.</summary>
    public string? RunContext { get; init; }

    /// <summary>Additional headers, for servers other than OWOX. Their values can be secret.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Whether the response is a row stream: it is not buffered, and may take long to begin.</summary>
    public bool IsStream { get; init; }

    /// <summary>Secrets that are removed from messages if a server or a proxy repeats them.</summary>
    public IReadOnlyList<string> Secrets { get; init; } = [];

    /// <summary>The path without its query, for messages.</summary>
    public string Path
    {
        get
        {
            var query = PathAndQuery.IndexOf('?');
            return query < 0 ? PathAndQuery : PathAndQuery.Substring(0, query);
        }
    }

    /// <summary>Creates a request with a JSON body.</summary>
    public static ApiRequest WithJson(HttpMethod method, string pathAndQuery, byte[] json) => new ApiRequest(method, pathAndQuery).WithJson(json);

    /// <summary>Returns this request with a JSON body.</summary>
    public ApiRequest WithJson(byte[] json) => this with
    {
        Content = () => new ByteArrayContent(json) { Headers = { ContentType = new("application/json") } },
    };

    public HttpRequestMessage ToMessage(Uri origin)
    {
        var message = new HttpRequestMessage(Method, new Uri(origin, PathAndQuery)) { Content = Content?.Invoke() };
        message.SetHeader("Accept", Accept ?? (IsStream ? "application/x-ndjson" : "application/json"));
        message.SetHeader("X-OWOX-Api-Key-Id", ApiKeyId);
        message.SetHeader("x-owox-run-context", RunContext);
        message.SetHeader("Cookie", Cookie);
        message.SetHeader("Origin", SendOriginHeader ? origin.GetLeftPart(UriPartial.Authority) : null);
        foreach (var header in Headers)
        {
            message.SetHeader(header.Key, header.Value);
        }

        return message;
    }
}

/// <summary>Encodes IDs in the paths of requests. Each must be exactly one segment for every proxy and server.</summary>
internal static class PathSegment
{
    /// <summary>Returns the encoded ID.</summary>
    /// <exception cref="OwoxConfigurationException">The ID would not be one segment.</exception>
    public static string Encode(string id)
    {
        Require(id);
        return Uri.EscapeDataString(id);
    }

    /// <exception cref="OwoxConfigurationException">The ID would not be one segment.</exception>
    public static void Require(string id)
    {
        // A proxy may decode a path once more than the server does, so an encoded separator is also a separator.
        if (IsDots(id) || id.Any(static c => c is '/' or '\\' or '%' || char.IsControl(c)))
        {
            throw new OwoxConfigurationException(
                ErrorReason.IdInvalid,
                $"'{ServerTextSanitizer.Sanitize(id, [])}' is not an ID. An ID cannot contain a slash, backslash, percent sign or control character, and cannot be '.' or '..'. Nothing was sent.");
        }
    }

    // Whether the segment would be another folder. Some servers cut a segment at a semicolon or trim it before they resolve its dots.
    private static bool IsDots(string id)
    {
        var name = id.Split(';')[0].Trim();
        return id.Length > 0 && name.All(static c => c == '.');
    }
}
