using System.Buffers.Text;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Owox.Sandbox.Tests;

/// <summary>A response as it was received.</summary>
internal sealed record RawResponse(int Status, HeaderSet Headers, string Text, bool IsComplete)
{
    public JsonNode Json => JsonNode.Parse(Text)!;

    public string[] Lines => Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>A client that does not follow redirects, store cookies or decompress responses.</summary>
internal sealed class SandboxClient : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.None,
    });

    private readonly SandboxServer _server;

    public SandboxClient(SandboxServer server) => _server = server;

    public static JsonNode DecodeApiKey(string apiKey) => JsonNode.Parse(Base64Url.DecodeFromChars(apiKey.AsSpan("owox_key_".Length)))!;

    public async Task<string> ExchangeAsync(string apiKey)
    {
        var parts = DecodeApiKey(apiKey);
        var response = await SendAsync(
            "POST",
            "/api/auth/api-keys/exchange",
            new() { ["X-OWOX-Api-Key-Id"] = parts["apiKeyId"]!.ToString(), ["content-type"] = "application/json" },
            new JsonObject { ["apiKeySecret"] = parts["apiKeySecret"]!.ToString() }.ToJsonString());
        return response.Json["accessToken"]!.ToString();
    }

    /// <summary>Signs in and returns the session's cookie.</summary>
    public async Task<string> SignInAsync(string email, string password)
    {
        var body = new JsonObject { ["email"] = email, ["password"] = password }.ToJsonString();
        var response = await SendAsync("POST", "/auth/better-auth/sign-in/email", new() { ["content-type"] = "application/json" }, body);
        return response.Headers["set-cookie"].Split(';')[0];
    }

    public async Task<string> MemberTokenAsync(string email, string password)
    {
        var cookie = await SignInAsync(email, password);
        return (await SendAsync("GET", "/auth/access-token", new() { ["cookie"] = cookie })).Json["accessToken"]!.ToString();
    }

    /// <summary>Sends a request with the administrator's API key.</summary>
    public async Task<RawResponse> GetAsync(string path, string method = "GET")
    {
        var token = await ExchangeAsync(_server.ApiKey);
        return await SendAsync(method, path, KeyHeaders(token));
    }

    public HeaderSet KeyHeaders(string token) => new()
    {
        ["x-owox-authorization"] = $"Bearer {token}",
        ["X-OWOX-Api-Key-Id"] = DecodeApiKey(_server.ApiKey)["apiKeyId"]!.ToString(),
    };

    public async Task<RawResponse> SendAsync(string method, string path, HeaderSet? headers = null, string? body = null)
    {
        var options = new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true };
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(_server.Origin + path, options));
        request.Content = body is null ? null : new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        foreach (var (name, value) in headers ?? new HeaderSet())
        {
            if (!request.Headers.TryAddWithoutValidation(name, value))
            {
                request.Content?.Headers.TryAddWithoutValidation(name, value);
            }
        }

        using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        var (text, isComplete) = await ReadAsync(response);
        return new RawResponse((int)response.StatusCode, Headers(response), text, isComplete);
    }

    public void Dispose() => _http.Dispose();

    // Includes what was received before a connection broke.
    private static async Task<(string Text, bool IsComplete)> ReadAsync(HttpResponseMessage response)
    {
        using var buffer = new MemoryStream();
        try
        {
            await using var stream = await response.Content.ReadAsStreamAsync();
            await stream.CopyToAsync(buffer);
            return (Encoding.UTF8.GetString(buffer.ToArray()), true);
        }
        catch (Exception problem) when (problem is HttpRequestException or IOException)
        {
            return (Encoding.UTF8.GetString(buffer.ToArray()), false);
        }
    }

    private static HeaderSet Headers(HttpResponseMessage response)
    {
        var headers = new HeaderSet();
        foreach (var (name, values) in response.Headers)
        {
            headers[name] = string.Join(", ", values);
        }

        foreach (var (name, values) in response.Content.Headers)
        {
            headers[name] = string.Join(", ", values);
        }

        return headers;
    }
}
