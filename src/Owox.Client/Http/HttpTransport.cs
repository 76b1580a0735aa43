using System.Diagnostics;
using System.Net;
using Owox.Http.Errors;
using Owox.Http.Proxy;
using Owox.Http.Requests;
using Owox.Http.Tls;
using Owox.Redaction;

namespace Owox.Http;

/// <summary>Sends requests to one origin, again where that is allowed, and says what it did. Knows nothing of tokens.</summary>
internal sealed class HttpTransport : IDisposable
{
    private readonly HttpClient _http;
    private readonly HttpOptions _options;
    private readonly ServerCertificateValidator _trust;
    private volatile bool _isClosed;

    public HttpTransport(ApiOrigin origin, HttpOptions options)
    {
        ProxyResolver.Check(origin, options.Network);
        Origin = origin;
        _options = options;
        _trust = new ServerCertificateValidator(options.Network);
        Faults = new ConnectionErrorTranslator(origin, options, _trust);
        _http = new HttpClient(options.HandlerFactory?.Invoke() ?? HttpHandlerFactory.Create(origin, options, _trust))
        {
            // Each kind of call has its own limit, below.
            Timeout = Timeout.InfiniteTimeSpan,
            MaxResponseContentBufferSize = options.MaxResponseBytes,
        };
        _http.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", options.UserAgent);
    }

    public ApiOrigin Origin { get; }

    public ConnectionErrorTranslator Faults { get; }

    public async Task<HttpResponseMessage> SendAsync(ApiRequest request, IRequestObserver? observer, CancellationToken cancellationToken)
    {
        var requestId = Guid.NewGuid().ToString("N");
        return await _options.Retry.ExecuteAsync(
            token => AttemptAsync(request, requestId, observer, token),
            request.Retry with { BaseDelay = _options.Timings.RetryDelay },
            retry => observer?.OnRetry(retry),
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Closes the connections. A call that is running ends with an error that says so.</summary>
    public void Dispose()
    {
        _isClosed = true;
        _http.Dispose();
    }

    /// <summary>For a call over a connection that was closed.</summary>
    /// <param name="request">The request that was running; null where none was sent.</param>
    /// <param name="inner">What the HTTP stack threw.</param>
    public OwoxConfigurationException Closed(ApiRequest? request = null, Exception? inner = null) => new(
        ErrorReason.NotConnected,
        $"The connection to {Origin} was closed. Connect again with Connect-OwoxDataMarts."
        + (request is { IsChange: true } ? $" The change may have been made. {request.HowToCheck}" : ""),
        inner);

    /// <summary>The ID of the run that the server records a row stream under; null if the response names none.</summary>
    public static string? RunIdOf(HttpResponseMessage? response) =>
        response is not null && response.Headers.TryGetValues("x-owox-run-id", out var values)
            ? ServerTextSanitizer.Sanitize(values.FirstOrDefault(), [])
            : null;

    private async Task<HttpResponseMessage> AttemptAsync(
        ApiRequest request, string requestId, IRequestObserver? observer, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(request.IsStream ? _options.FirstByteTimeout : _options.Timeout);
        var watch = Stopwatch.StartNew();
        var meetings = _trust.Meetings;
        HttpResponseMessage? response = null;
        using var message = request.ToMessage(Origin.Uri, requestId);
        try
        {
            var until = request.IsStream ? HttpCompletionOption.ResponseHeadersRead : HttpCompletionOption.ResponseContentRead;
            response = await _http.SendAsync(message, until, deadline.Token).ConfigureAwait(false);
            if (response.StatusCode == HttpStatusCode.ProxyAuthenticationRequired)
            {
                response.Dispose();
                throw Faults.ProxyWantsSignIn();
            }

            return response;
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException or TimeoutException or System.IO.IOException or System.IO.InvalidDataException or ObjectDisposedException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (_isClosed)
            {
                throw Closed(request, e);
            }

            throw Faults.Translate(e, request, deadline.IsCancellationRequested, meetings);
        }
        finally
        {
            observer?.OnCall(new RequestRecord(
                Origin, request.Method.Method, request.Path, (int?)response?.StatusCode, watch.Elapsed, requestId, RunIdOf(response)));
        }
    }
}
