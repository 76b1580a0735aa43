using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text.RegularExpressions;
using Owox.Http.Proxy;

namespace Owox.Http.Errors;

/// <summary>Classifies the exceptions of the HTTP stack, which differ between the frameworks.</summary>
internal static class TransportErrorClassifier
{
    private static readonly Regex TunnelStatus = new("'(?<status>[1-5][0-9]{2})'", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    public static bool IsTls(Exception exception) =>
        Is(exception, "SecureConnectionError", WebExceptionStatus.TrustFailure, WebExceptionStatus.SecureChannelFailure)
        || Find<AuthenticationException>(exception) is not null;

    public static bool IsUnknownName(Exception exception) =>
        Is(exception, "NameResolutionError", WebExceptionStatus.NameResolutionFailure, WebExceptionStatus.ProxyNameResolutionFailure)
        || Find<SocketException>(exception)?.SocketErrorCode is SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain;

    /// <summary>The status with which a proxy rejected the connection; zero if it sent none, and null for other errors.</summary>
    public static int? GetProxyStatus(Exception exception)
    {
        if (Find<ProxyTunnelException>(exception) is { } rejected)
        {
            return rejected.Status;
        }

        if (Find<WebException>(exception) is { } web)
        {
            return web.Response is HttpWebResponse response ? (int)response.StatusCode : null;
        }

        return Is(exception, "ProxyTunnelError")
            ? int.TryParse(TunnelStatus.Match(exception.Message).Groups["status"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var status) ? status : 0
            : null;
    }

    /// <summary>Whether the headers or the body of a response exceed the maximum.</summary>
    public static bool IsTooLarge(Exception exception, long limit) =>
        Is(exception, "ConfigurationLimitExceeded", WebExceptionStatus.MessageLengthLimitExceeded) || NamesLimit(exception, limit);

    /// <summary>Whether the message contains the maximum size of a body. .NET Framework has no other indication.</summary>
    public static bool NamesLimit(Exception exception, long limit) =>
        Find<HttpRequestException>(exception)?.Message.IndexOf(limit.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal) >= 0;

    /// <summary>Whether no connection was made, as far as the HTTP stack reports it.</summary>
    public static bool IsConnect(Exception exception) =>
        Is(exception, "ConnectionError", WebExceptionStatus.ConnectFailure)
        || IsUnknownName(exception)
        || Find<SocketException>(exception)?.SocketErrorCode is SocketError.ConnectionRefused or SocketError.HostUnreachable or SocketError.NetworkUnreachable;

    /// <summary>Returns the first exception of this type in the chain of inner exceptions, or null if there is none.</summary>
    public static T? Find<T>(Exception exception)
        where T : Exception
    {
        for (var e = exception; e is not null; e = e.InnerException)
        {
            if (e is T found)
            {
                return found;
            }
        }

        return null;
    }

#if NET8_0_OR_GREATER
    private static bool Is(Exception exception, string kind, params WebExceptionStatus[] statuses) =>
        Find<HttpRequestException>(exception)?.HttpRequestError.ToString() == kind || (Find<WebException>(exception) is { } web && statuses.Contains(web.Status));
#else
    // .NET Framework throws a WebException. Newer frameworks can load this build too, and have a property that it can only read by reflection.
    private static bool Is(Exception exception, string kind, params WebExceptionStatus[] statuses) =>
        (Find<WebException>(exception) is { } web && statuses.Contains(web.Status))
        || (Find<HttpRequestException>(exception) is { } request
            && typeof(HttpRequestException).GetProperty("HttpRequestError")?.GetValue(request)?.ToString() == kind);
#endif
}
