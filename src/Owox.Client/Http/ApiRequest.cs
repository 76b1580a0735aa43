using System;
using System.Collections.Generic;
using System.Net.Http;
using Owox.Auth;

namespace Owox.Http;

/// <summary>One request to the API, which can be built more than once.</summary>
internal sealed record ApiRequest(HttpMethod Method, string PathAndQuery)
{
    /// <summary>Makes the body; null for none.</summary>
    public Func<HttpContent>? Content { get; init; }

    public AccessToken? Token { get; init; }

    public string? ApiKeyId { get; init; }

    public RetryRules Retry { get; init; } = RetryRules.Idempotent;

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

    public HttpRequestMessage ToMessage(Uri origin, string requestId)
    {
        var message = new HttpRequestMessage(Method, new Uri(origin, PathAndQuery)) { Content = Content?.Invoke() };
        message.Headers.TryAddWithoutValidation("Accept", IsStream ? "application/x-ndjson" : "application/json");
        message.Headers.TryAddWithoutValidation("X-Request-Id", requestId);
        if (Token is not null)
        {
            message.Headers.TryAddWithoutValidation("x-owox-authorization", "Bearer " + Token.Value);
        }

        if (ApiKeyId is not null)
        {
            message.Headers.TryAddWithoutValidation("X-OWOX-Api-Key-Id", ApiKeyId);
        }

        return message;
    }
}
