using System;
using System.Net.Sockets;
using System.Security.Authentication;

namespace Owox.Http;

/// <summary>Turns what the HTTP stack throws into an error that names the cause.</summary>
internal static class ConnectionFaults
{
    public static OwoxConnectionException Translate(Exception fault, ApiOrigin origin, TimeSpan limit, bool limitReached)
    {
        if (limitReached)
        {
            return TimedOut(origin, $"it did not answer within {limit.TotalSeconds:0.#} s", fault);
        }

        if (fault is OperationCanceledException || FaultKind.Find<SocketException>(fault) is { SocketErrorCode: SocketError.TimedOut })
        {
            return TimedOut(origin, "the connection was not made in time", fault);
        }

        if (FaultKind.IsTls(fault))
        {
            return Tls(origin, fault);
        }

        return FaultKind.IsProxy(fault) ? ProxyRefused(origin, fault) : Failed(origin, fault);
    }

    public static OwoxConnectionException ProxyRefused(ApiOrigin origin, Exception? fault) => new(
        ErrorReason.ProxyRefused,
        $"The proxy on the way to {origin} refused the connection (407 means that it wants a sign-in). "
        + "Check the system's proxy settings, or the variables HTTPS_PROXY and NO_PROXY.",
        fault);

    private static OwoxConnectionException Tls(ApiOrigin origin, Exception fault)
    {
        var cause = FaultKind.Find<AuthenticationException>(fault) ?? fault;
        return new OwoxConnectionException(
            ErrorReason.TlsFailed,
            $"No secure connection to {origin}: {cause.Message.TrimEnd('.')}. "
            + "Check the server's certificate (its name, its date and who issued it) and that the address speaks https.",
            fault);
    }

    private static OwoxConnectionException Failed(ApiOrigin origin, Exception fault)
    {
        var what = FaultKind.Find<SocketException>(fault)?.SocketErrorCode switch
        {
            SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain => $"the name '{origin.Uri.Host}' is not known",
            SocketError.ConnectionRefused => "the connection was refused; nothing listens there",
            SocketError.HostUnreachable or SocketError.NetworkUnreachable => "the network has no way there",
            _ when FaultKind.IsUnknownName(fault) => $"the name '{origin.Uri.Host}' is not known",
            _ => $"the connection ended before an answer came ({fault.GetBaseException().Message.TrimEnd('.')})",
        };
        return new OwoxConnectionException(
            ErrorReason.ConnectionFailed,
            $"No connection to {origin}: {what}. Check the origin in the API key, the network and the proxy.",
            fault);
    }

    private static OwoxConnectionException TimedOut(ApiOrigin origin, string what, Exception fault) => new(
        ErrorReason.TimedOut,
        $"{origin} gave no answer in time: {what}. Try again; where the server is slow, connect with longer limits.",
        fault);
}
