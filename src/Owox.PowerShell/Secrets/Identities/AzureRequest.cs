using System.Text.Json;
using Owox.Http;
using Owox.Http.Requests;
using Owox.Redaction;

namespace Owox.PowerShell.Secrets.Identities;

/// <summary>A request to an identity or vault endpoint of Azure.</summary>
/// <param name="Method">The method.</param>
/// <param name="Address">The address, which may have a query.</param>
internal sealed record AzureRequest(HttpMethod Method, Uri Address)
{
    /// <summary>The headers. Their values can be secret.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Creates the body, or null for none.</summary>
    public Func<HttpContent>? Content { get; init; }

    /// <summary>Which failures are retried.</summary>
    public RetryRules Retry { get; init; } = RetryRules.Idempotent with { MaxDelay = TimeSpan.FromSeconds(30) };

    /// <summary>Whether http is allowed for hosts other than loopback: the endpoints of the platform have no TLS.</summary>
    public bool AllowUnencrypted { get; init; }

    /// <summary>Whether the endpoint belongs to this computer or its host, so that no proxy reaches it.</summary>
    public bool IsLocal { get; init; }

    /// <summary>Sends the request with the network options of the connection.</summary>
    /// <exception cref="OwoxException">No response arrived.</exception>
    public async Task<AzureResponse> SendAsync(OwoxSessionOptions options, IRequestObserver? observer, CancellationToken cancellationToken)
    {
        var origin = ApiOrigin.Parse(Address.GetLeftPart(UriPartial.Authority), AllowUnencrypted);

        // The limits of the connection and -SkipCertificateCheck are about the server of OWOX. Tokens of Azure are never sent to a server that was not verified.
        var checkedNetwork = options.Network with { SkipCertificateCheck = false };
        var network = IsLocal ? checkedNetwork with { UseProxy = false, Proxy = null } : checkedNetwork;
        using var transport = new HttpTransport(origin, options with { Network = network, Access = AccessPolicy.Unlimited, Audit = null, MaxResponseBytes = 1024 * 1024 });
        var request = new ApiRequest(Method, Address.PathAndQuery) { Headers = Headers, Content = Content, IsChange = false, Retry = Retry };
        using var response = await transport.SendAsync(request, observer, cancellationToken).ConfigureAwait(false);
        return await AzureResponse.FromAsync(response).ConfigureAwait(false);
    }
}

/// <summary>A response of an identity or vault endpoint.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Body">The body. It can contain a secret.</param>
/// <param name="Challenge">The value of WWW-Authenticate, or an empty string if there is none.</param>
internal sealed record AzureResponse(int Status, byte[] Body, string Challenge)
{
    public bool IsSuccess => Status is >= 200 and < 300;

    /// <summary>Reads a response whose body the transport has already received.</summary>
    public static async Task<AzureResponse> FromAsync(HttpResponseMessage response)
    {
        var body = response.Content is null ? [] : await response.Content.ReadAsByteArrayAsync().ConfigureAwait(false);
        return new AzureResponse((int)response.StatusCode, body, string.Join(", ", response.Headers.WwwAuthenticate.Select(static value => value.ToString())));
    }

    /// <summary>Returns a string in the body by the names of its properties, or null if there is none.</summary>
    public string? Text(params string[] path)
    {
        try
        {
            using var document = JsonDocument.Parse(Body);
            var element = document.RootElement;
            foreach (var name in path)
            {
                if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element))
                {
                    return null;
                }
            }

            return element.ValueKind == JsonValueKind.String ? element.GetString() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Describes an error response, as the end of a sentence: the status, the code and the message.</summary>
    public string Explain()
    {
        var message = Text("error", "message") ?? Text("error_description") ?? Text("message");
        var code = Text("error", "code") ?? Text("error");
        var details = ServerTextSanitizer.Sanitize(string.Join(": ", new[] { code, message }.Where(static part => !string.IsNullOrEmpty(part))), [], 500);
        return FormattableString.Invariant($"status {Status}") + (details is null ? "" : $" ({details.TrimEnd('.')})");
    }

    /// <summary>Contains no body.</summary>
    public override string ToString() => nameof(AzureResponse);
}
