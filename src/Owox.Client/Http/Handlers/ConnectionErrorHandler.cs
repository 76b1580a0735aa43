using System.Net;
using Owox.Http.Errors;
using Owox.Http.Requests;
using Owox.Http.Tls;

namespace Owox.Http.Handlers;

/// <summary>Limits the time of an attempt and translates the exceptions of the HTTP stack.</summary>
/// <param name="inner">The next handler.</param>
/// <param name="options">The timeouts.</param>
/// <param name="errors">Creates the errors.</param>
/// <param name="trust">Counts the handshakes.</param>
/// <param name="closing">Is canceled when the connection is closed.</param>
internal sealed class ConnectionErrorHandler(
    HttpMessageHandler inner, HttpOptions options, ConnectionErrorTranslator errors, ServerCertificateValidator trust, CancellationToken closing)
    : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var sent = request.GetContext().Request;
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, closing);
        deadline.CancelAfter(sent.IsStream ? options.FirstByteTimeout : options.Timeout);
        var handshakes = trust.Handshakes;
        try
        {
            var response = await base.SendAsync(request, deadline.Token).ConfigureAwait(false);
            if (response.StatusCode == HttpStatusCode.ProxyAuthenticationRequired)
            {
                response.Dispose();
                throw errors.ProxyRequiresSignIn();
            }

            return response;
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException or TimeoutException or IOException or InvalidDataException or ObjectDisposedException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw closing.IsCancellationRequested
                ? errors.Closed(sent, e)
                : errors.Translate(e, sent, deadline.IsCancellationRequested, handshakes);
        }
    }
}
