using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections.Features;

namespace Owox.Sandbox.Network;

/// <summary>The address of the proxy of the sandbox, and its credentials.</summary>
public sealed record ProxyAccess(string Address, string User, string Password);

/// <summary>A proxy that requires basic authentication, as in companies. It is one more port of the sandbox, to which all hosts lead.</summary>
internal sealed class SignInProxy
{
    private int? _https;

    /// <summary>The address and the credentials, or null before <see cref="Start"/>.</summary>
    public ProxyAccess? Access { get; private set; }

    /// <param name="address">The origin of its port.</param>
    /// <param name="https">The port for tunnels to host names. Tunnels to 127.0.0.1 use the requested port.</param>
    public void Start(string address, int? https) => (Access, _https) = (new ProxyAccess(address, "proxy-user", $"proxy-{Secret.New(8)}"), https);

    public Task RunAsync(HttpContext context, RequestDelegate next)
    {
        var (request, response) = (context.Request, context.Response);
        if (Access is not { } access || context.Connection.LocalPort != new Uri(access.Address).Port)
        {
            return next(context);
        }

        if (request.Headers.ProxyAuthorization != $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{access.User}:{access.Password}"))}")
        {
            response.StatusCode = StatusCodes.Status407ProxyAuthenticationRequired;
            response.Headers.ProxyAuthenticate = "Basic realm=\"sandbox\"";
            return Task.CompletedTask;
        }

        // The proxy connects only to this machine, and rejects names that start with "blocked".
        var isBlocked = request.Host.Host.StartsWith("blocked", StringComparison.Ordinal);
        if (!isBlocked && !HttpMethods.IsConnect(request.Method))
        {
            return next(context);
        }

        if (!isBlocked && (request.Host.Host is "127.0.0.1" or "localhost" ? request.Host.Port : _https) is { } port)
        {
            return TunnelAsync(context, port);
        }

        response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }

    // Uses the connection directly, because the web server has no tunnels.
    private static async Task TunnelAsync(HttpContext context, int port)
    {
        var client = context.Features.Get<IConnectionTransportFeature>()!.Transport;
        using var server = new TcpClient(AddressFamily.InterNetwork);
        await server.ConnectAsync(IPAddress.Loopback, port, context.RequestAborted);
        var stream = server.GetStream();
        await client.Output.WriteAsync("HTTP/1.1 200 Connection established\r\n\r\n"u8.ToArray(), context.RequestAborted);
        await Task.WhenAny(
            client.Input.CopyToAsync(stream, context.RequestAborted), PipeReader.Create(stream).CopyToAsync(client.Output, context.RequestAborted));
        context.Abort();
    }
}
