using System.Diagnostics;
using Owox.Http.Requests;

namespace Owox.Http.Handlers;

/// <summary>Reports each attempt to the observer of the request.</summary>
internal sealed class LoggingHandler(HttpMessageHandler inner, ApiOrigin origin) : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var context = request.GetContext();
        var watch = Stopwatch.StartNew();
        HttpResponseMessage? response = null;
        try
        {
            return response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            context.Observer?.OnCall(new RequestRecord(
                origin, request.Method.Method, context.Request.Path, (int?)response?.StatusCode, watch.Elapsed, context.RequestId, response.GetRunId()));
        }
    }
}
