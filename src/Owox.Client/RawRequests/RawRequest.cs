using Owox.Http.Requests;
using Owox.RawRequests;

namespace Owox;

/// <summary>A request to any path of the API. The path is validated when the request is created.</summary>
public sealed class RawRequest
{
    private const string AnyType = "application/json, */*;q=0.8";

    private readonly HttpMethod _method;

    private RawRequest(HttpMethod method, string pathAndQuery, byte[]? json, string? accept, bool isRead)
    {
        IsRead = isRead;
        _method = method;
        PathAndQuery = pathAndQuery;
        Json = json;
        Accept = accept;
    }

    /// <summary>The path with its query, as it is sent.</summary>
    public string PathAndQuery { get; }

    /// <summary>The path without its query.</summary>
    public string Path => Request().Path;

    private byte[]? Json { get; }

    private string? Accept { get; }

    private bool IsRead { get; }

    private bool IsGet => _method == HttpMethod.Get;

    /// <summary>Creates a request.</summary>
    /// <param name="method">The HTTP method, for example GET.</param>
    /// <param name="path">A path below /api/, with or without a query.</param>
    /// <param name="query">Parameters to add to the query, not encoded. A name can occur more than once.</param>
    /// <param name="json">The body, as JSON text, or null for none.</param>
    /// <param name="accept">The accepted content types; null to prefer JSON and accept any type.</param>
    /// <param name="isRead">Whether the request changes nothing although its method is not GET.</param>
    /// <exception cref="OwoxConfigurationException">The path is not a path of the API, or the server would reject the body.</exception>
    public static RawRequest Create(
        string method, string path, IEnumerable<KeyValuePair<string, string>>? query = null, byte[]? json = null, string? accept = null, bool isRead = false)
    {
        var call = new RawRequest(new HttpMethod(method), ApiPath.Check(path, ApiQuery.Encode(query ?? [])), json, accept, isRead);
        ApiBody.Check(method, call.Path, json);
        return call;
    }

    internal RawRequest With(string name, string value) => new(_method, ApiQuery.With(PathAndQuery, name, value), Json, Accept, IsRead);

    /// <summary>The request for a response that is buffered.</summary>
    internal ApiRequest Request() => CreateBase() with { Accept = Accept ?? AnyType, Retry = IsGet ? RetryRules.Idempotent : RetryRules.Never };

    /// <summary>The request for a response that is streamed: rows, or content for a file.</summary>
    internal ApiRequest StreamRequest(string accept) =>
        CreateBase() with { IsStream = true, Accept = accept, Retry = IsGet ? RetryRules.Stream : RetryRules.Never };

    private ApiRequest CreateBase() => (Json is null ? new ApiRequest(_method, PathAndQuery) : ApiRequest.WithJson(_method, PathAndQuery, Json)) with
    {
        IsChange = !IsGet && !IsRead,
    };
}
