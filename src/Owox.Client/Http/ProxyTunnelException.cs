namespace Owox.Http;

/// <summary>A proxy answered in place of the server that it was to lead to.</summary>
internal sealed class ProxyTunnelException(int status) : IOException($"The proxy's answer was status {status}.")
{
    public int Status { get; } = status;
}
