#if !NET8_0_OR_GREATER
using Owox.Http.Proxy;
using Owox.Http.Tls;

using System.Net;
using System.Net.Sockets;

namespace Owox.Http;

/// <summary>
/// Limits the time to connect where the HTTP stack has no such limit. It monitors requests that cannot reuse a connection: until the server
/// has responded once, and after the server could not be reached.
/// </summary>
internal sealed class ConnectTimeoutHandler(HttpMessageHandler inner, ApiOrigin origin, HttpOptions options, ServerCertificateValidator trust)
    : DelegatingHandler(inner)
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(20);

    private volatile bool _hasAnswered;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            var response = _hasAnswered
                ? await base.SendAsync(request, cancellationToken).ConfigureAwait(false)
                : await SendFirstAsync(request, cancellationToken).ConfigureAwait(false);
            _hasAnswered = true;
            return response;
        }
        catch (Exception e) when (e is HttpRequestException or WebException or TimeoutException or ProxyTunnelException)
        {
            _hasAnswered = false;
            throw;
        }
    }

    private async Task<HttpResponseMessage> SendFirstAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (origin.Uri.Scheme == "http")
        {
            await ReachAsync(cancellationToken).ConfigureAwait(false);
            return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }

        // With https, a connection is established when the server has presented its certificate.
        var before = trust.Handshakes;
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var sending = base.SendAsync(request, giveUp.Token);
        var limit = Task.Delay(options.ConnectTimeout, giveUp.Token);
        while (trust.Handshakes == before && !sending.IsCompleted)
        {
            if (limit.IsCompleted)
            {
                giveUp.Cancel();
                await ObserveAsync(sending).ConfigureAwait(false);
                cancellationToken.ThrowIfCancellationRequested();
                throw new TimeoutException();
            }

            await Task.WhenAny(sending, limit, Task.Delay(Step, CancellationToken.None)).ConfigureAwait(false);
        }

        var response = await sending.ConfigureAwait(false);
        if (trust.Handshakes != before)
        {
            return response;
        }

        // A response without a certificate comes from the proxy, which did not connect to the server. .NET Framework returns it as a response
        // of the server.
        using (response)
        {
            throw new ProxyTunnelException((int)response.StatusCode);
        }
    }

    // Without TLS there is no sign that a connection was established, so a separate connection is tried first.
    private async Task ReachAsync(CancellationToken cancellationToken)
    {
        var target = ProxyResolver.GetProxy(origin, options.Network) ?? origin.Uri;
        using var probe = new TcpClient(AddressFamily.InterNetworkV6) { Client = { DualMode = true } };
        var reaching = probe.ConnectAsync(target.DnsSafeHost, target.Port);
        using var delay = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAny(reaching, Task.Delay(options.ConnectTimeout, delay.Token)).ConfigureAwait(false);
        var isReached = reaching.IsCompleted;
        delay.Cancel();
        if (!isReached)
        {
            probe.Close();
            await ObserveAsync(reaching).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            throw new TimeoutException();
        }

        // The request itself fails in the same way and reports the error.
        await ObserveAsync(reaching).ConfigureAwait(false);
    }

    private static async Task ObserveAsync(Task given)
    {
        // The HTTP stack may react to the cancellation late; do not wait for it.
        await Task.WhenAny(given, Task.Delay(Step, CancellationToken.None)).ConfigureAwait(false);
        _ = given.ContinueWith(
            static t => t.Exception,
            CancellationToken.None,
            TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }
}
#endif
