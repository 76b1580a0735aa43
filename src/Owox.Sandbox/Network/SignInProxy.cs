using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Owox.Sandbox.Network;

/// <summary>The address of the proxy of the sandbox, and its credentials.</summary>
public sealed record ProxyAccess(string Address, string User, string Password);

/// <summary>A proxy that requires basic authentication, as in companies. It forwards all addresses to this sandbox.</summary>
internal sealed class SignInProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly int _http;
    private readonly int? _https;
    private readonly Task _accepting;
    private readonly string _expected;

    /// <param name="http">The port for unencrypted requests.</param>
    /// <param name="https">The port for tunnels to host names. Tunnels to 127.0.0.1 use the requested port.</param>
    public SignInProxy(int http, int? https)
    {
        (_http, _https) = (http, https);
        _listener.Start();
        var password = "proxy-" + Convert.ToHexString(RandomNumberGenerator.GetBytes(8));
        Access = new ProxyAccess($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}", "proxy-user", password);
        _expected = "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Access.User}:{password}"));
        _accepting = AcceptAsync();
    }

    public ProxyAccess Access { get; }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _accepting;
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token));
            }
        }
        catch (OperationCanceledException)
        {
            // The sandbox stops.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var accepted = client;
        try
        {
            var stream = client.GetStream();
            while (await ProxyHead.ReadAsync(stream, _stop.Token) is { } head)
            {
                if (head.Authorization == _expected)
                {
                    await ForwardAsync(head, stream);
                    return;
                }

                await head.SkipBodyAsync(stream, _stop.Token);
                await RespondAsync(stream, "407 Proxy Authentication Required", "Proxy-Authenticate: Basic realm=\"sandbox\"\r\n");
            }
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException)
        {
            // One side has disconnected.
        }
    }

    private async Task ForwardAsync(ProxyHead head, NetworkStream client)
    {
        if (TargetPort(head) is not { } port)
        {
            await RespondAsync(client, "403 Forbidden", "");
            return;
        }

        using var server = new TcpClient(AddressFamily.InterNetwork);
        await server.ConnectAsync(IPAddress.Loopback, port, _stop.Token);
        var onward = server.GetStream();
        await (head.IsTunnel
            ? RespondAsync(client, "200 Connection established", null)
            : onward.WriteAsync(head.Bytes, _stop.Token).AsTask());

        // Later requests of this connection are forwarded unchanged, because the web server accepts complete addresses.
        await Task.WhenAny(client.CopyToAsync(onward, _stop.Token), onward.CopyToAsync(client, _stop.Token));
    }

    // The proxy connects only to this machine, and rejects names that start with "blocked".
    private int? TargetPort(ProxyHead head) => head.Target.Host switch
    {
        _ when head.Target.Host.StartsWith("blocked", StringComparison.Ordinal) => null,
        _ when !head.IsTunnel => _http,
        "127.0.0.1" or "localhost" => head.Target.Port,
        _ => _https,
    };

    private Task RespondAsync(NetworkStream client, string status, string? headers) => client.WriteAsync(
        Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\n{(headers is null ? "" : headers + "Content-Length: 0\r\n")}\r\n"), _stop.Token).AsTask();
}

/// <summary>The request line and headers of a request to the proxy.</summary>
internal sealed record ProxyHead(string Text, byte[] Bytes)
{
    private const int MaxLength = 64 * 1024;

    public bool IsTunnel => Text.StartsWith("CONNECT ", StringComparison.Ordinal);
    public string? Authorization => Header("Proxy-Authorization");
    public Uri Target => new(IsTunnel ? "https://" + Text.Split(' ')[1] : Text.Split(' ')[1]);

    public static async Task<ProxyHead?> ReadAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        var bytes = new byte[MaxLength];
        for (var length = 0; length < MaxLength; length++)
        {
            if (await stream.ReadAsync(bytes.AsMemory(length, 1), cancellationToken) == 0)
            {
                return null;
            }

            if (bytes.AsSpan(0, length + 1).EndsWith("\r\n\r\n"u8))
            {
                return new ProxyHead(Encoding.ASCII.GetString(bytes, 0, length + 1), bytes[..(length + 1)]);
            }
        }

        return null;
    }

    public async Task SkipBodyAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        var length = int.Parse(Header("Content-Length") ?? "0", CultureInfo.InvariantCulture);
        await stream.ReadExactlyAsync(new byte[length], cancellationToken);
    }

    private string? Header(string name) => Text.Split("\r\n")
        .FirstOrDefault(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))?[(name.Length + 1)..].Trim();
}
