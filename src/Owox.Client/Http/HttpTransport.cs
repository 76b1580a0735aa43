using Owox.Http.Errors;
using Owox.Http.Handlers;
using Owox.Http.Proxy;
using Owox.Http.Requests;
using Owox.Http.Tls;

namespace Owox.Http;

/// <summary>
/// Sends requests to one origin through a pipeline of handlers: access, audit log, retry, traces, timeout and errors, logging, buffering, sockets. For
/// requests with an access token, a <c>BearerTokenHandler</c> precedes them.
/// </summary>
internal sealed class HttpTransport : IDisposable
{
    private readonly HttpMessageHandler _sockets;
    private readonly CancellationTokenSource _closing = new();
    private readonly HttpMessageInvoker _invoker;
    private readonly string _userAgent;

    public HttpTransport(ApiOrigin origin, HttpOptions options)
    {
        ProxyResolver.Check(origin, options.Network);
        Origin = origin;
        _userAgent = options.UserAgent;
        var trust = new ServerCertificateValidator(options.Network);
        Errors = new ConnectionErrorTranslator(origin, options, trust);
        _sockets = HttpHandlerFactory.Create(origin, options, trust);
        var logging = new LoggingHandler(new BufferingHandler(_sockets, options.MaxResponseBytes), origin);
        var retry = new RetryHandler(Traced(new ConnectionErrorHandler(logging, options, Errors, trust, _closing.Token), origin), options);
        Pipeline = new AccessHandler(new AuditHandler(retry, options.Audit, origin), options.Access, CreateMessage);
        _invoker = new HttpMessageInvoker(Pipeline, disposeHandler: false);
    }

    public ApiOrigin Origin { get; }

    public ConnectionErrorTranslator Errors { get; }

    /// <summary>The first handler of the pipeline.</summary>
    public AccessHandler Pipeline { get; }

    /// <summary>Sends a request without an access token.</summary>
    public async Task<HttpResponseMessage> SendAsync(ApiRequest request, IRequestObserver? observer, CancellationToken cancellationToken)
    {
        using var message = CreateMessage(request, observer);
        return await _invoker.SendAsync(message, cancellationToken).ConfigureAwait(false);
    }

    public HttpRequestMessage CreateMessage(ApiRequest request, IRequestObserver? observer)
    {
        var message = request.ToMessage(Origin.Uri);
        message.SetHeader("User-Agent", _userAgent);
        message.SetContext(new RequestContext(request, observer));
        return message;
    }

    private static HttpMessageHandler Traced(HttpMessageHandler handler, ApiOrigin origin) =>
#if NET8_0_OR_GREATER
        new TraceHandler(handler, origin);
#else
        handler;
#endif

    /// <summary>Closes the connections. A running request fails with <see cref="ErrorReason.NotConnected"/>.</summary>
    public void Dispose()
    {
        _closing.Cancel();
        _sockets.Dispose();
    }
}
