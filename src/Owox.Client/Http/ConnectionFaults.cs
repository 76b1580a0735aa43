using System;
using System.Globalization;
using System.Net.Sockets;
using System.Security.Authentication;

namespace Owox.Http;

/// <summary>Turns what the HTTP stack throws into an error that names the cause and the way out.</summary>
internal sealed class ConnectionFaults(ApiOrigin origin, OwoxSessionOptions options, ServerTrust trust)
{
    /// <param name="fault">What the HTTP stack threw.</param>
    /// <param name="isStream">Whether the call began a row stream, which has a limit of its own.</param>
    /// <param name="limitReached">Whether the call's time was over.</param>
    /// <param name="meetings">How many certificates had been seen when the call began.</param>
    public OwoxConnectionException Translate(Exception fault, bool isStream, bool limitReached, int meetings)
    {
        if (limitReached)
        {
            return isStream
                ? TimedOut($"the query gave nothing within {Seconds(options.FirstByteTimeout)}", "Ask for less, or look at the storage.", fault)
                : TimedOut($"it did not answer within {Seconds(options.Timeout)}", Longer("-TimeoutSec"), fault);
        }

        var proxy = ProxyRoute.To(origin, options.Network);
        if (fault is OperationCanceledException or TimeoutException)
        {
            var way = proxy is null ? "" : $" through the proxy {ProxyAddress.Show(proxy)}";
            return TimedOut($"the connection{way} was not made in time, that is within {Seconds(options.ConnectTimeout)}", Longer("-ConnectionTimeoutSec"), fault);
        }

        if (proxy is not null && FaultKind.ProxyRefusal(fault) is { } status)
        {
            return new ProxyFaults(origin, options.Network).Refused(proxy, status, fault);
        }

        if (trust.ProblemSince(meetings) is { } problem)
        {
            return Untrusted(problem, fault);
        }

        return proxy is not null && FaultKind.IsConnect(fault)
            ? ProxyFaults.Unreachable(origin, proxy, Cause(proxy.Host, fault), fault)
            : IsTls(fault) ? Tls(fault) : Failed(fault);
    }

    /// <summary>For an answer whose body broke off, or of which nothing more came within the limit.</summary>
    public OwoxConnectionException BrokenOff(Exception fault, bool limitReached) => limitReached
        ? TimedOut($"nothing came for {Seconds(options.IdleTimeout)}", Longer("-IdleTimeoutSec"), fault)
        : Failed(fault);

    /// <summary>For the answer of a proxy to a request without TLS.</summary>
    public OwoxConnectionException ProxyWantsSignIn() =>
        new ProxyFaults(origin, options.Network).Refused(ProxyRoute.To(origin, options.Network), 407, null);

    // Where the server has never come to show a certificate, whatever broke was TLS, in whatever words.
    private bool IsTls(Exception fault) =>
        FaultKind.IsTls(fault) || (origin.Uri.Scheme == "https" && trust.Meetings == 0 && !FaultKind.IsConnect(fault));

    private static string Seconds(TimeSpan limit) => limit.TotalSeconds.ToString("0.#", CultureInfo.InvariantCulture) + " s";

    private OwoxConnectionException Untrusted(string problem, Exception fault) => new(
        ErrorReason.TlsFailed,
        $"No secure connection to {origin}: {problem}. " + (problem.Contains("trust")
            ? "If it is your company's authority, connect with -CertificateAuthority and the file of its certificate, or have it installed on this computer."
            : "Check the address, and have whoever runs the server mend its certificate."),
        fault);

    private OwoxConnectionException Tls(Exception fault)
    {
        var cause = FaultKind.Find<AuthenticationException>(fault) ?? fault.GetBaseException();
        return new OwoxConnectionException(
            ErrorReason.TlsFailed,
            $"No secure connection to {origin}: {cause.Message.TrimEnd('.')}. No certificate was refused: "
            + "check that the address speaks https, and TLS 1.2 or newer, and that nothing on the way breaks it off.",
            fault);
    }

    private OwoxConnectionException Failed(Exception fault) => new(
        ErrorReason.ConnectionFailed,
        $"No connection to {origin}: {Cause(origin.Uri.Host, fault)}. Check the origin, the network and the proxy.",
        fault);

    private static string Cause(string host, Exception fault) => FaultKind.Find<SocketException>(fault)?.SocketErrorCode switch
    {
        _ when FaultKind.IsUnknownName(fault) => $"the name '{host}' is not known",
        SocketError.ConnectionRefused => "the connection was refused; nothing listens there",
        SocketError.HostUnreachable or SocketError.NetworkUnreachable => "the network has no way there",
        SocketError.TimedOut => "nothing answered there",
        _ => $"the connection ended before an answer came ({fault.GetBaseException().Message.TrimEnd('.')})",
    };

    private static string Longer(string parameter) => $"Try again; where the server or the network is slow, connect with a longer {parameter}.";

    private OwoxConnectionException TimedOut(string what, string advice, Exception fault) =>
        new(ErrorReason.TimedOut, $"{origin} gave no answer in time: {what}. {advice}", fault);
}
