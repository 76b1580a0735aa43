using System.Globalization;
using System.Net.Sockets;
using System.Security.Authentication;
using Owox.Http.Proxy;
using Owox.Http.Requests;
using Owox.Http.Tls;
using Owox.Redaction;

namespace Owox.Http.Errors;

/// <summary>Translates the exceptions of the HTTP stack into errors that name the cause and a remedy.</summary>
internal sealed class ConnectionErrorTranslator(ApiOrigin origin, HttpOptions options, ServerCertificateValidator trust)
{
    /// <param name="fault">The exception of the HTTP stack.</param>
    /// <param name="request">The request. Row streams have another timeout.</param>
    /// <param name="limitReached">Whether the timeout of the request was reached.</param>
    /// <param name="meetings">The number of TLS handshakes before the request.</param>
    public OwoxConnectionException Translate(Exception fault, ApiRequest request, bool limitReached, int meetings)
    {
        var known = Translate(fault, request.IsStream, limitReached, meetings);
        if (request.IsChange && known.Reason == ErrorReason.ResponseTooLarge)
        {
            return OutcomeUnknown(request, "it is too large to be read", fault);
        }

        return request.IsChange && (limitReached || (known.Reason == ErrorReason.ConnectionFailed && !TransportErrorClassifier.IsConnect(fault)))
            ? OutcomeUnknown(request, limitReached ? $"no data was received within {Seconds(Limit(request.IsStream))}" : Cause(origin.Uri.Host, fault), fault)
            : known;
    }

    /// <summary>For a change whose response did not arrive, or was incomplete.</summary>
    public OwoxConnectionException OutcomeUnknown(ApiRequest request, string cause, Exception fault) => new(
        ErrorReason.OutcomeUnknown,
        $"No complete response to {request.Method.Method} {request.Path} was received from {origin}: {cause}. The change may have been made. {request.HowToCheck}",
        fault);

    /// <summary>For a request on a closed connection.</summary>
    /// <param name="request">The current request; null if none was sent.</param>
    /// <param name="inner">The exception of the HTTP stack.</param>
    public OwoxConfigurationException Closed(ApiRequest? request = null, Exception? inner = null) => new(
        ErrorReason.NotConnected,
        $"The connection to {origin} was closed."
        + (request is { IsChange: true } ? $" The change may have been made. {request.HowToCheck}" : ""),
        inner)
    {
        Option = ErrorOption.Connection,
    };

    private TimeSpan Limit(bool isStream) => isStream ? options.FirstByteTimeout : options.Timeout;

    private OwoxConnectionException Translate(Exception fault, bool isStream, bool limitReached, int meetings)
    {
        if (limitReached)
        {
            return isStream
                ? TimedOut($"the query returned no data within {Seconds(options.FirstByteTimeout)}", option: null, fault, " Request less data, or check the storage.")
                : TimedOut($"no response was received within {Seconds(options.Timeout)}", ErrorOption.Timeout, fault);
        }

        if (TransportErrorClassifier.IsTooLarge(fault, options.MaxResponseBytes))
        {
            return TooLarge(fault);
        }

        var proxy = ProxyResolver.GetProxy(origin, options.Network);
        if (fault is OperationCanceledException or TimeoutException)
        {
            var way = proxy is null ? "" : $" through the proxy {ProxyAddress.ToDisplayString(proxy)}";
            return TimedOut(
                $"the connection{way} was not established within {Seconds(options.ConnectTimeout)}",
                ErrorOption.ConnectTimeout,
                fault,
                proxy is null ? "" : NoProxyVariable.Hint(origin, options.Network));
        }

        if (proxy is not null && TransportErrorClassifier.ProxyRefusal(fault) is { } status)
        {
            return new ProxyErrors(origin, options.Network).Refused(proxy, status, fault);
        }

        if (trust.ProblemSince(meetings) is { } problem)
        {
            return Untrusted(problem, fault);
        }

        return proxy is not null && TransportErrorClassifier.IsConnect(fault)
            ? new ProxyErrors(origin, options.Network).Unreachable(proxy, Cause(proxy.Host, fault), fault)
            : IsTls(fault) ? Tls(fault) : Failed(fault);
    }

    /// <summary>For a response whose body was cut, or did not continue before the timeout.</summary>
    public OwoxConnectionException BrokenOff(Exception fault, bool limitReached) => limitReached
        ? TimedOut($"no data was received for {Seconds(options.IdleTimeout)}", ErrorOption.IdleTimeout, fault)
        : Failed(fault);

    /// <summary>For the response of a proxy to a request without TLS.</summary>
    public OwoxConnectionException ProxyWantsSignIn() =>
        new ProxyErrors(origin, options.Network).Refused(ProxyResolver.GetProxy(origin, options.Network), 407, null);

    // If the server has never sent a certificate, TLS failed, regardless of the message of the exception.
    private bool IsTls(Exception fault) =>
        TransportErrorClassifier.IsTls(fault) || (origin.Uri.Scheme == "https" && trust.Meetings == 0 && !TransportErrorClassifier.IsConnect(fault));

    private static string Seconds(TimeSpan limit) => limit.TotalSeconds.ToString("0.#", CultureInfo.InvariantCulture) + " s";

    private OwoxConnectionException Untrusted(CertificateError problem, Exception fault) => new(
        ErrorReason.TlsFailed,
        $"A secure connection to {origin} could not be established: {problem.Message}." + (problem.IsUntrusted ? "" : " Check the address, or ask the administrator of the server to correct its certificate."),
        fault)
    {
        Option = problem.IsUntrusted ? ErrorOption.CertificateAuthority : null,
    };

    private OwoxConnectionException Tls(Exception fault)
    {
        var cause = TransportErrorClassifier.Find<AuthenticationException>(fault) ?? fault.GetBaseException();
        return new OwoxConnectionException(
            ErrorReason.TlsFailed,
            $"A secure connection to {origin} could not be established: {ServerTextSanitizer.FromException(cause)}. No certificate was rejected. "
            + "Check that the server at this address uses https with TLS 1.2 or later, and that no proxy or firewall interrupts the connection.",
            fault);
    }

    private OwoxConnectionException Failed(Exception fault) => new(
        ErrorReason.ConnectionFailed,
        $"The connection to {origin} failed: {Cause(origin.Uri.Host, fault)}. Check the origin, the network and the proxy.",
        fault);

    private OwoxConnectionException TooLarge(Exception fault) => new(
        ErrorReason.ResponseTooLarge,
        TransportErrorClassifier.NamesLimit(fault, options.MaxResponseBytes)
            ? FormattableString.Invariant($"The response of {origin} is larger than {options.MaxResponseBytes / 1024.0 / 1024:0.##} MiB, the maximum size of a response. Request less data, or request it in pages.")
            : $"The headers of the response of {origin} are larger than the maximum. A proxy may have added headers.",
        fault)
    {
        Option = TransportErrorClassifier.NamesLimit(fault, options.MaxResponseBytes) ? ErrorOption.OutFile : null,
    };

    private static string Cause(string host, Exception fault) => TransportErrorClassifier.Find<SocketException>(fault)?.SocketErrorCode switch
    {
        _ when TransportErrorClassifier.IsUnknownName(fault) => $"the host name '{host}' cannot be resolved",
        SocketError.ConnectionRefused => "the connection was refused because no server listens at this address",
        SocketError.HostUnreachable or SocketError.NetworkUnreachable => "the host or its network cannot be reached",
        SocketError.TimedOut => "the host did not respond",
        _ => $"the connection ended before a response was received ({ServerTextSanitizer.FromException(fault.GetBaseException())})",
    };

    private OwoxConnectionException TimedOut(string what, string? option, Exception fault, string more = "") =>
        new(ErrorReason.TimedOut, $"{origin} did not respond in time: {what}.{more}", fault) { Option = option };
}
