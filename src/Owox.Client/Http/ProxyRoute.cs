using System;
using System.Net;
#if NET8_0_OR_GREATER
using System.Net.Http;
#endif

namespace Owox.Http;

/// <summary>Tells which proxy stands between a session and its server.</summary>
internal static class ProxyRoute
{
    /// <summary>The proxy's address; null where the way is direct.</summary>
    public static Uri? To(ApiOrigin origin, NetworkOptions network)
    {
        if (!network.UseProxy)
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
