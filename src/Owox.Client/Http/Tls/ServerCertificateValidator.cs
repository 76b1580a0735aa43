using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Owox.Http.Tls;

/// <summary>Decides for one connection whether a server is the one it should be, and remembers why one was not.</summary>
internal sealed class ServerCertificateValidator(NetworkOptions network)
{
    private volatile Refusal? _last;
    private volatile int _meetings;

    /// <summary>How many servers have shown a certificate so far.</summary>
    public int Meetings => _meetings;

    public bool Accepts(string host, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        System.Threading.Interlocked.Increment(ref _meetings);
        if (errors == SslPolicyErrors.None || network.SkipCertificateCheck)
        {
            return true;
        }

        var problem = Validate(host, certificate, chain, errors);
        if (problem is null)
        {
            return true;
        }

        _last = new Refusal(_meetings, problem);
        return false;
    }

    /// <summary>What was wrong with the newest certificate that was refused after so many meetings; null when none was.</summary>
    public CertificateError? ProblemSince(int meetings) => _last is { } last && last.Meeting > meetings ? last.Problem : null;

    // The system does not know the authorities of this connection, so its verdict on the chain is open to appeal; that on
    // the name is not. Mono compares no names where it dislikes the chain, so they are compared here as well.
    private CertificateError? Validate(string host, X509Certificate? given, X509Chain? chain, SslPolicyErrors errors)
    {
        if (given is null || errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable))
        {
            return new CertificateError("the server shows no certificate");
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
        return issue is null ? new CertificateError(name) : issue with { Message = $"{issue.Message}; besides, {name}" };
    }

    private sealed record Refusal(int Meeting, CertificateError Problem);
}
