using System.Net;
#if NET8_0_OR_GREATER
#endif

namespace Owox.Http.Proxy;

/// <summary>Determines the proxy between a session and its server.</summary>
internal static class ProxyResolver
{
    /// <summary>Whether a proxy may be used. A server on this computer is reached directly unless a proxy is specified.</summary>
    public static bool MayUse(ApiOrigin origin, NetworkOptions network) =>
        network.UseProxy && (network.Proxy is not null || !origin.Uri.IsLoopback);

    /// <exception cref="OwoxConfigurationException">A proxy could read the secret, and the options do not allow it.</exception>
    public static void Check(ApiOrigin origin, NetworkOptions network)
    {
        if (origin.Uri.Scheme == "http" && !network.AllowUnencrypted && GetProxy(origin, network) is { } proxy)
        {
            throw new OwoxConfigurationException(
                ErrorReason.ProxyNotAllowed,
                $"The origin {origin} is not encrypted, so the proxy {ProxyAddress.ToDisplayString(proxy)} could read the key and the data. Nothing was sent.")
            {
                Option = ErrorOption.ProxyEncryption,
            };
        }
    }

    /// <summary>The address of the proxy; null for a direct connection.</summary>
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
            // Some proxies return the address of the server if they are bypassed.
            return proxy is null || proxy.IsBypassed(origin.Uri) || proxy.GetProxy(origin.Uri) is not { } address || address == origin.Uri
                ? null
                : address;
        }
        catch (Exception e) when (e is NotSupportedException or InvalidOperationException)
        {
            // The proxy auto-configuration script may fail. The address is only needed for a message.
            return null;
        }
    }
}
