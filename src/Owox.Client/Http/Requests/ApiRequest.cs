using Owox.Redaction;

namespace Owox.Http.Requests;

/// <summary>One request to the API, which can be built more than once.</summary>
internal sealed record ApiRequest(HttpMethod Method, string PathAndQuery)
{
    /// <summary>Makes the body; null for none.</summary>
    public Func<HttpContent>? Content { get; init; }

    /// <summary>The content types that are wanted; null for rows or JSON, whichever it is.</summary>
    public string? Accept { get; init; }

    public string? ApiKeyId { get; init; }

    /// <summary>
    /// Whether it changes something on the server that can be looked up afterwards. A change whose answer did not come is never
    /// sent again, and has an error of its own.
    /// </summary>
    public bool IsChange { get; init; } = Method != HttpMethod.Get;

    /// <summary>What tells whether the change was made, where its answer did not come: a sentence.</summary>
    public string HowToCheck { get; init; } = "Read what the request changes before you send it again.";

    public RetryRules Retry
    {
        get => field ?? (IsChange ? RetryRules.Change : RetryRules.Idempotent);
        init;
    }

    /// <summary>The session cookie, as <c>name=value</c>; only the sign-in routes take it.</summary>
    public string? Cookie { get; init; }

    /// <summary>Whether the deployment's own origin is named, which it asks for where a cookie is sent with a POST.</summary>
    public bool SendOriginHeader { get; init; }

    /// <summary>What the server keeps in the record of a run about its caller; null for nothing.</summary>
    public string? RunContext { get; init; }

    /// <summary>Whether the body is a row stream: it is then not read to its end, and may take long to begin.</summary>
    public bool IsStream { get; init; }

    /// <summary>What must not show up in any message, should a server or a proxy echo it.</summary>
    public IReadOnlyList<string> Secrets { get; init; } = [];

    /// <summary>The path without its query: what may be told.</summary>
    public string Path
    {
        get
        {
            var query = PathAndQuery.IndexOf('?');
            return query < 0 ? PathAndQuery : PathAndQuery.Substring(0, query);
        }
    }

    /// <summary>A request with a JSON body.</summary>
    public static ApiRequest WithJson(HttpMethod method, string pathAndQuery, byte[] json) => new(method, pathAndQuery)
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
        return message;
    }
}

/// <summary>IDs in the paths of requests: each is one segment, whatever a proxy or a server makes of it.</summary>
internal static class PathSegment
{
    /// <summary>The ID, encoded.</summary>
    /// <exception cref="OwoxConfigurationException">It would not be one segment.</exception>
    public static string Encode(string id)
    {
        Require(id);
        return Uri.EscapeDataString(id);
    }

    /// <exception cref="OwoxConfigurationException">It would not be one segment.</exception>
    public static void Require(string id)
    {
        // A proxy may decode a path once more than the server does, so an encoded separator is one, too.
        if (IsDots(id) || id.Any(static c => c is '/' or '\\' or '%' || char.IsControl(c)))
        {
            throw new OwoxConfigurationException(
                ErrorReason.IdInvalid,
                $"'{ServerTextSanitizer.Sanitize(id, [])}' is not an ID: an ID has no slash, backslash, percent sign or control character, and is not '.' or '..'. Nothing was sent.");
        }
    }

    // Whether a path would lead to another folder. Some servers cut a segment at a semicolon, or trim it, before they look at its dots.
    private static bool IsDots(string id)
    {
        var name = id.Split(';')[0].Trim();
        return id.Length > 0 && name.All(static c => c == '.');
    }
}
