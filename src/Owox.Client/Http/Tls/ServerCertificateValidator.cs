using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Owox.Http.Tls;

/// <summary>Validates the certificate of the server for one connection and keeps the reason if it is rejected.</summary>
internal sealed class ServerCertificateValidator(NetworkOptions network)
{
    private volatile Rejection? _last;
    private volatile int _handshakes;

    /// <summary>The number of handshakes in which a server presented a certificate.</summary>
    public int Handshakes => _handshakes;

    public bool Accepts(string host, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        System.Threading.Interlocked.Increment(ref _handshakes);
        if (errors == SslPolicyErrors.None || network.SkipCertificateCheck)
        {
            return true;
        }

        var problem = Validate(host, certificate, chain, errors);
        if (problem is null)
        {
            return true;
        }

        _last = new Rejection(_handshakes, problem);
        return false;
    }

    /// <summary>The problem of the last certificate that was rejected after the specified number of handshakes, or null if there is none.</summary>
    public CertificateError? ProblemSince(int handshakes) => _last is { } last && last.Handshake > handshakes ? last.Problem : null;

    // The system does not know the additional authorities of this connection, so only its result for the chain can be replaced, not that for
    // the name. Mono does not compare names if it rejects the chain, so the names are also compared here.
    private CertificateError? Validate(string host, X509Certificate? given, X509Chain? chain, SslPolicyErrors errors)
    {
        if (given is null || errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable))
        {
            return new CertificateError("the server did not send a certificate");
        }

        using var certificate = new X509Certificate2(given);
        var issue = errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors)
            ? CertificateChainValidator.GetError(certificate, chain, network.CertificateAuthorities)
            : null;
        if (errors == SslPolicyErrors.RemoteCertificateChainErrors && CertificateHostNames.Matches(certificate, host))
        {
            return issue;
        }

        var name = CertificateHostNames.DescribeMismatch(certificate, host);
        return issue is null ? new CertificateError(name) : issue with { Message = $"{issue.Message}; in addition, {name}" };
    }

    private sealed record Rejection(int Handshake, CertificateError Problem);
}
