#if NET8_0_OR_GREATER
using System;
#endif
using System.Net;
using System.Net.Http;

namespace Owox.Http;

/// <summary>Makes the HTTP handler of one connection: no redirects, no cookie jar, the system's proxy.</summary>
internal static class HttpHandlers
{
    private const DecompressionMethods Compressions = DecompressionMethods.GZip | DecompressionMethods.Deflate;

    public static HttpMessageHandler Create(OwoxSessionOptions options)
    {
#if NET8_0_OR_GREATER
        return new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            AutomaticDecompression = Compressions,
            ConnectTimeout = options.ConnectTimeout,
            // A stream that is given up must close its socket now, not after the rest was drained.
            MaxResponseDrainSize = 0,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            DefaultProxyCredentials = CredentialCache.DefaultCredentials,
        };
#else
        // This handler has no limit of its own for connecting: the call's limit covers it.
        _ = options;
        return new HttpClientHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            AutomaticDecompression = Compressions,
            MaxConnectionsPerServer = 64,
            DefaultProxyCredentials = CredentialCache.DefaultCredentials,
        };
#endif
    }
}
