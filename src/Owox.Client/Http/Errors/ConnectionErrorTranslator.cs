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
    /// <param name="exception">The exception of the HTTP stack.</param>
    /// <param name="request">The request. Row streams have another timeout.</param>
    /// <param name="limitReached">Whether the timeout of the request was reached.</param>
    /// <param name="handshakes">The number of TLS handshakes before the request.</param>
    public OwoxConnectionException Translate(Exception exception, ApiRequest request, bool limitReached, int handshakes)
    {
        var known = Translate(exception, request.IsStream, limitReached, handshakes);
        if (request.IsChange && known.Reason == ErrorReason.ResponseTooLarge)
        {
            return OutcomeUnknown(request, "it is too large to be read", exception);
        }

        return request.IsChange && (limitReached || (known.Reason == ErrorReason.ConnectionFailed && !TransportErrorClassifier.IsConnect(exception)))
            ? OutcomeUnknown(request, limitReached ? $"no data was received within {Seconds(Limit(request.IsStream))}" : Cause(origin.Uri.Host, exception), exception)
            : known;
    }

    /// <summary>For a change whose response did not arrive, or was incomplete.</summary>
    public OwoxConnectionException OutcomeUnknown(ApiRequest request, string cause, Exception exception) => new(
        ErrorReason.OutcomeUnknown,
        $"No complete response to {request.Method.Method} {request.Path} was received from {origin}: {cause}. The change may have been made. {request.HowToCheck}",
        exception);

    /// <summary>For a request on a closed connection.</summary>
    /// <param name="request">The current request, or null if none was sent.</param>
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

    private OwoxConnectionException Translate(Exception exception, bool isStream, bool limitReached, int handshakes)
    {
        if (limitReached)
        {
            return isStream
                ? TimedOut($"the query returned no data within {Seconds(options.FirstByteTimeout)}", option: null, exception, " Request less data, or check the storage.")
                : TimedOut($"no response was received within {Seconds(options.Timeout)}", ErrorOption.Timeout, exception);
        }

        if (TransportErrorClassifier.IsTooLarge(exception, options.MaxResponseBytes))
        {
            return TooLarge(exception);
        }

        var proxy = ProxyResolver.GetProxy(origin, options.Network);
        if (exception is OperationCanceledException or TimeoutException)
        {
            var way = proxy is null ? "" : $" through the proxy {ProxyAddress.ToDisplayString(proxy)}";
            return TimedOut(
                $"the connection{way} was not established within {Seconds(options.ConnectTimeout)}",
                ErrorOption.ConnectTimeout,
                exception,
                proxy is null ? "" : NoProxyVariable.Hint(origin, options.Network));
        }

        if (proxy is not null && TransportErrorClassifier.GetProxyStatus(exception) is { } status)
        {
            return new ProxyErrors(origin, options.Network).Rejected(proxy, status, exception);
        }

        if (trust.ProblemSince(handshakes) is { } problem)
        {
            return Untrusted(problem, exception);
        }

        return proxy is not null && TransportErrorClassifier.IsConnect(exception)
            ? new ProxyErrors(origin, options.Network).Unreachable(proxy, Cause(proxy.Host, exception), exception)
            : IsTls(exception) ? Tls(exception) : Failed(exception);
    }

    /// <summary>For a response whose body was cut, or did not continue before the timeout.</summary>
    public OwoxConnectionException Interrupted(Exception exception, bool limitReached) => limitReached
        ? TimedOut($"no data was received for {Seconds(options.IdleTimeout)}", ErrorOption.IdleTimeout, exception)
        : Failed(exception);

    /// <summary>For the response of a proxy to a request without TLS.</summary>
    public OwoxConnectionException ProxyRequiresSignIn() =>
        new ProxyErrors(origin, options.Network).Rejected(ProxyResolver.GetProxy(origin, options.Network), 407, null);

    // If the server has never sent a certificate, TLS failed, regardless of the message of the exception.
    private bool IsTls(Exception exception) =>
        TransportErrorClassifier.IsTls(exception) || (origin.Uri.Scheme == "https" && trust.Handshakes == 0 && !TransportErrorClassifier.IsConnect(exception));

    private static string Seconds(TimeSpan limit) => limit.TotalSeconds.ToString("0.#", CultureInfo.InvariantCulture) + " s";

    private OwoxConnectionException Untrusted(CertificateError problem, Exception exception) => new(
        ErrorReason.TlsFailed,
        $"A secure connection to {origin} could not be established: {problem.Message}." + (problem.IsUntrusted ? "" : " Check the address, or ask the administrator of the server to correct its certificate."),
        exception)
    {
        Option = problem.IsUntrusted ? ErrorOption.CertificateAuthority : null,
    };

    private OwoxConnectionException Tls(Exception exception)
    {
        var cause = TransportErrorClassifier.Find<AuthenticationException>(exception) ?? exception.GetBaseException();
        return new OwoxConnectionException(
            ErrorReason.TlsFailed,
            $"A secure connection to {origin} could not be established: {ServerTextSanitizer.FromException(cause)}. No certificate was rejected. "
            + "Check that the server at this address uses https with TLS 1.2 or later, and that no proxy or firewall interrupts the connection.",
            exception);
    }

    private OwoxConnectionException Failed(Exception exception) => new(
        ErrorReason.ConnectionFailed,
        $"The connection to {origin} failed: {Cause(origin.Uri.Host, exception)}. Check the origin, the network and the proxy.",
        exception);

    private OwoxConnectionException TooLarge(Exception exception) => new(
        ErrorReason.ResponseTooLarge,
        TransportErrorClassifier.NamesLimit(exception, options.MaxResponseBytes)
            ? FormattableString.Invariant($"The response of {origin} is larger than {options.MaxResponseBytes / 1024.0 / 1024:0.##} MiB, the maximum size of a response. Request less data, or request it in pages.")
            : $"The headers of the response of {origin} are larger than the maximum. A proxy may have added headers.",
        exception)
    {
        Option = TransportErrorClassifier.NamesLimit(exception, options.MaxResponseBytes) ? ErrorOption.OutFile : null,
    };

    private static string Cause(string host, Exception exception) => TransportErrorClassifier.Find<SocketException>(exception)?.SocketErrorCode switch
    {
        _ when TransportErrorClassifier.IsUnknownName(exception) => $"the host name '{host}' cannot be resolved",
        SocketError.ConnectionRefused => "the connection was refused because no server listens at this address",
        SocketError.HostUnreachable or SocketError.NetworkUnreachable => "the host or its network cannot be reached",
        SocketError.TimedOut => "the host did not respond",
        _ => $"the connection ended before a response was received ({ServerTextSanitizer.FromException(exception.GetBaseException())})",
    };

    private OwoxConnectionException TimedOut(string what, string? option, Exception exception, string more = "") =>
        new(ErrorReason.TimedOut, $"{origin} did not respond in time: {what}.{more}", exception) { Option = option };
}
