using System.Net.Sockets;

namespace Owox.Sandbox.Network;

/// <summary>The head of a request to the proxy, and what of it matters to one.</summary>
internal sealed record ProxyHead(string Text, byte[] Bytes)
{
    private const int MaxLength = 64 * 1024;

    public bool IsTunnel => Text.StartsWith("CONNECT ", StringComparison.Ordinal);

    public string Host => Target.Host;

    public int Port => Target.Port;

    public string? Authorization => Header("Proxy-Authorization");

    private Uri Target => new(IsTunnel ? "https://" + Text.Split(' ')[1] : Text.Split(' ')[1]);

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
