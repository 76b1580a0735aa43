using System.Net;
#if NET8_0_OR_GREATER
#endif

namespace Owox.Http.Proxy;

/// <summary>Tells which proxy stands between a session and its server.</summary>
internal static class ProxyResolver
{
    /// <summary>Whether a proxy may be used at all: a server on this computer is not known to the system's proxy, and needs none.</summary>
    public static bool MayUse(ApiOrigin origin, NetworkOptions network) =>
        network.UseProxy && (network.Proxy is not null || !origin.Uri.IsLoopback);

    /// <exception cref="OwoxConfigurationException">A proxy would see the secret in clear text, which the options do not allow.</exception>
    public static void Check(ApiOrigin origin, NetworkOptions network)
    {
        if (origin.Uri.Scheme == "http" && !network.AllowUnencrypted && GetProxy(origin, network) is { } proxy)
        {
            throw new OwoxConfigurationException(
                ErrorReason.ProxyNotAllowed,
                $"The origin {origin} is not encrypted: the proxy {ProxyAddress.ToDisplayString(proxy)} would see the key and the data in clear text. Nothing was sent. "
                + "Use https, or connect without the proxy (-NoProxy). If you accept that, connect with -AllowUnencrypted.");
        }
    }

    /// <summary>The proxy's address; null where the way is direct.</summary>
    public static Uri? GetProxy(ApiOrigin origin, NetworkOptions network)
    {
        if (!MayUse(origin, network))
        {
            return null;
        }

#if NET8_0_OR_GREATER
        IWebProxy system = HttpClient.DefaultProxy;
#else
        var system = WebRequest.DefaultWebProxy;
#endif
        var proxy = network.Proxy is { } given ? new WebProxy(given.Uri) : system;
        try
        {
            // Some proxies give the server's own address where they are not used.
            return proxy is null || proxy.IsBypassed(origin.Uri) || proxy.GetProxy(origin.Uri) is not { } address || address == origin.Uri
                ? null
                : address;
        }
        catch (Exception e) when (e is NotSupportedException or InvalidOperationException)
        {
            // A script that the system should find its proxy with may not work: this is asked for words only.
            return null;
        }
    }
}
