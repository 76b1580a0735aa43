using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Owox.Sandbox.Hosting;

namespace Owox.Windows.Tests.Wine;

/// <summary>Runs a sandbox host for every connection to a port of this process.</summary>
internal sealed class SandboxListener : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentBag<Task> _hosts = [];
    private readonly Task _accepting;

    public SandboxListener()
    {
        _listener.Start();
        Address = _listener.LocalEndpoint.ToString()!;
        _accepting = AcceptAsync();
    }

    /// <summary>The address and the port.</summary>
    public string Address { get; }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _accepting;
        await Task.WhenAll(_hosts);
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _hosts.Add(HostAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
            }
        }
        catch (OperationCanceledException)
        {
            // The tests have ended.
        }
    }

    private async Task HostAsync(TcpClient client)
    {
        using (client)
        using (_stop.Token.Register(client.Close))
        {
            using var reader = new StreamReader(client.GetStream());
            await using var writer = new StreamWriter(client.GetStream());
            await using var host = new SandboxHost(reader, writer);
            try
            {
                await host.RunAsync();
            }
            catch (Exception problem) when (problem is IOException or ObjectDisposedException)
            {
                // The connected PowerShell has ended.
            }
        }
    }
}
