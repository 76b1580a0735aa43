using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Owox.Client.Tests.Servers;

/// <summary>The server's end of one connection. It sends exactly the bytes that a test specifies.</summary>
internal sealed class ServerConnection(Socket socket) : IDisposable
{
    private readonly NetworkStream _stream = new(socket, ownsSocket: false);

    public bool IsOpen { get; private set; } = true;

    public Task SendAsync(string text) => SendAsync(Encoding.UTF8.GetBytes(text));

    public async Task SendAsync(byte[] bytes) => await _stream.WriteAsync(bytes);

    /// <summary>Closes the connection normally (FIN).</summary>
    public void Close()
    {
        IsOpen = false;
        socket.Shutdown(SocketShutdown.Send);
    }

    /// <summary>Resets the connection (RST).</summary>
    public void Reset()
    {
        IsOpen = false;
        socket.LingerState = new LingerOption(true, 0);
        socket.Close();
    }

    /// <summary>Waits until the client has closed its end.</summary>
    public async Task WaitForCloseAsync()
    {
        IsOpen = false;
        try
        {
            while (await _stream.ReadAsync(new byte[256]) > 0)
            {
                // Discard the remaining bytes.
            }
        }
        catch (IOException)
        {
            // A reset connection is closed, too.
        }
    }

    /// <summary>Reads the next request. Returns null if the client has closed the connection.</summary>
    public async Task<ReceivedRequest?> ReadRequestAsync()
    {
        var lines = new List<string>();
        while (true)
        {
            if (await ReadLineAsync() is not { } line)
            {
                return null;
            }

            if (line.Length == 0)
            {
                break;
            }

            lines.Add(line);
        }

        var first = lines[0].Split(' ');
        var headers = ReceivedRequest.ReadHeaders(lines.GetRange(1, lines.Count - 1));
        var length = headers.TryGetValue("Content-Length", out var text) ? int.Parse(text, CultureInfo.InvariantCulture) : 0;
        var body = new byte[length];
        await _stream.ReadExactlyAsync(body);
        return new ReceivedRequest(first[0], first[1], headers, Encoding.UTF8.GetString(body));
    }

    public void Dispose()
    {
        _stream.Dispose();
        socket.Dispose();
    }

    private async Task<string?> ReadLineAsync()
    {
        var line = new StringBuilder();
        var one = new byte[1];
        while (await _stream.ReadAsync(one) == 1)
        {
            if (one[0] == '\n')
            {
                return line.ToString().TrimEnd('\r');
            }

            line.Append((char)one[0]);
        }

        return null;
    }
}
