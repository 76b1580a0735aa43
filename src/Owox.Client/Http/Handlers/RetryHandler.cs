using Owox.Http.Requests;

namespace Owox.Http.Handlers;

/// <summary>Repeats failed requests with the retry strategy of the options. All attempts have the same request ID.</summary>
internal sealed class RetryHandler(HttpMessageHandler inner, HttpOptions options) : DelegatingHandler(inner)
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var context = request.GetContext();
        return options.Retry.ExecuteAsync(
            token => base.SendAsync(request, token),
            context.Request.Retry with { BaseDelay = options.Timings.RetryDelay },
            retry => context.Observer?.OnRetry(retry),
            cancellationToken);
    }
}
