using System;
using System.Diagnostics;
using System.Net;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;

namespace Owox.Http;

/// <summary>Sends requests to one origin, again where that is allowed, and says what it did. Knows nothing of tokens.</summary>
internal sealed class ApiTransport : IDisposable
{
    private readonly HttpClient _http;
    private readonly OwoxSessionOptions _options;
    private readonly ServerTrust _trust;

    public ApiTransport(ApiOrigin origin, OwoxSessionOptions options)
    {
        Origin = origin;
        _options = options;
        _trust = new ServerTrust(options.Network);
        Faults = new ConnectionFaults(origin, options, _trust);
        _http = new HttpClient(options.HandlerFactory?.Invoke() ?? HttpHandlers.Create(origin, options, _trust))
        {
            // Each kind of call has its own limit, below.
            Timeout = Timeout.InfiniteTimeSpan,
            MaxResponseContentBufferSize = 512L * 1024 * 1024,
        };
        _http.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", options.UserAgent);
    }

    public ApiOrigin Origin { get; }

    public ConnectionFaults Faults { get; }

    public async Task<HttpResponseMessage> SendAsync(ApiRequest request, ICallObserver? observer, CancellationToken cancellationToken)
    {
        var requestId = Guid.NewGuid().ToString("N");
        return await _options.Retry.ExecuteAsync(
            token => AttemptAsync(request, requestId, observer, token),
            request.Retry,
            retry => observer?.OnRetry(retry),
            cancellationToken).ConfigureAwait(false);
    }

    public void Dispose() => _http.Dispose();

    private async Task<HttpResponseMessage> AttemptAsync(
        ApiRequest request, string requestId, ICallObserver? observer, CancellationToken cancellationToken)
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
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException or TimeoutException or System.IO.IOException or System.IO.InvalidDataException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw Faults.Translate(e, request.IsStream, deadline.IsCancellationRequested, meetings);
        }
        finally
        {
            observer?.OnCall(new CallRecord(
                Origin, request.Method.Method, request.Path, (int?)response?.StatusCode, watch.Elapsed, requestId, RunId.Of(response)));
        }
    }
}
