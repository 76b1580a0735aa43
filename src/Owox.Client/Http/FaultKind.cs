#if NET8_0_OR_GREATER
using System.Net.Http;
#else
using System.Net;
#endif
using System;
using System.Security.Authentication;

namespace Owox.Http;

/// <summary>Tells what kind of fault the HTTP stack met; the two frameworks say it in different ways.</summary>
internal static class FaultKind
{
#if NET8_0_OR_GREATER
    public static bool IsTls(Exception fault) =>
        Is(fault, HttpRequestError.SecureConnectionError) || Find<AuthenticationException>(fault) is not null;

    public static bool IsProxy(Exception fault) => Is(fault, HttpRequestError.ProxyTunnelError);

    public static bool IsUnknownName(Exception fault) => Is(fault, HttpRequestError.NameResolutionError);

    private static bool Is(Exception fault, HttpRequestError kind) =>
        fault is HttpRequestException request && request.HttpRequestError == kind;
#else
    public static bool IsTls(Exception fault) =>
        Find<AuthenticationException>(fault) is not null
        || Is(fault, WebExceptionStatus.TrustFailure)
        || Is(fault, WebExceptionStatus.SecureChannelFailure);

    public static bool IsProxy(Exception fault) =>
        Is(fault, WebExceptionStatus.ProxyNameResolutionFailure)
        || Find<WebException>(fault)?.Response is HttpWebResponse { StatusCode: HttpStatusCode.ProxyAuthenticationRequired };

    public static bool IsUnknownName(Exception fault) => Is(fault, WebExceptionStatus.NameResolutionFailure);

    private static bool Is(Exception fault, WebExceptionStatus status) => Find<WebException>(fault)?.Status == status;
#endif

    /// <summary>The exception of that type in the chain, or null.</summary>
    public static T? Find<T>(Exception fault)
        where T : Exception
    {
        for (var e = fault; e is not null; e = e.InnerException)
        {
            if (e is T found)
            {
                return found;
            }
        }

        return null;
    }
}
