using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Owox.Redaction;

namespace Owox.Http.Tls;

/// <summary>Why a certificate was rejected.</summary>
/// <param name="Message">The error.</param>
/// <param name="IsUntrusted">Whether its authority is not trusted.</param>
internal sealed record CertificateError(string Message, bool IsUntrusted = false);

/// <summary>Validates the certificate chain of a server, and describes the error.</summary>
internal static class CertificateChainValidator
{
    private const string ServerUse = "1.3.6.1.5.5.7.3.1";

    // This class handles unknown authorities itself. Revocation is not checked, as HttpClient does not check it.
    private const X509ChainStatusFlags Known = X509ChainStatusFlags.UntrustedRoot
        | X509ChainStatusFlags.PartialChain
        | X509ChainStatusFlags.RevocationStatusUnknown
        | X509ChainStatusFlags.OfflineRevocation;

    /// <summary>Returns the problem, or null if the certificate was issued by one of the authorities and the chain is valid.</summary>
    /// <param name="certificate">The certificate of the server.</param>
    /// <param name="sent">The chain that the system built. It contains the certificates that the server sent.</param>
    /// <param name="authorities">The authorities that this connection trusts in addition to those of the system.</param>
    public static CertificateError? GetError(X509Certificate2 certificate, X509Chain? sent, IReadOnlyList<X509Certificate2> authorities)
    {
        // Each authority is checked separately: a renewed authority has two certificates with the same name, and a chain leads to only one of
        // them.
        string? problem = null;
        foreach (var authority in authorities)
        {
            if (ValidateAgainst(certificate, sent, authority) is not { } problems)
            {
                continue;
            }

            if (problems.Count == 0)
            {
                return null;
            }

            problem ??= string.Join("; ", problems);
        }

        return problem is null ? DescribeUntrusted(certificate, sent, authorities.Count > 0) : new CertificateError(problem);
    }

    /// <summary>Returns the problems of the chain to that authority, or null if the chain does not lead to it.</summary>
    private static List<string>? ValidateAgainst(X509Certificate2 certificate, X509Chain? sent, X509Certificate2 authority)
    {
        using var chain = Build(certificate, sent, authority);
        var path = Path(chain);
        var anchor = Array.FindIndex(path, element => element.Certificate.RawData.SequenceEqual(authority.RawData));
        var way = path.Take(anchor + 1).ToArray();
        return anchor < 0 || way.Any(static element => Flags(element).HasFlag(X509ChainStatusFlags.NotSignatureValid)) ? null : FindProblems(way);
    }

    private static CertificateError DescribeUntrusted(X509Certificate2 certificate, X509Chain? sent, bool hasAuthorities)
    {
        using var chain = Build(certificate, sent, null);
        var path = Path(chain);
        var problems = FindProblems(path);
        var issuer = path.Length == 0 ? certificate.IssuerName : path[path.Length - 1].Certificate.IssuerName;
        var untrusted = Untrusted(certificate, issuer, sent, hasAuthorities);
        return untrusted is null && problems.Count == 0
            ? new CertificateError($"the system rejects its certificate ({string.Join(", ", sent!.ChainStatus.Select(static s => s.Status))})")
            : new CertificateError(string.Join("; ", problems.Append(untrusted).OfType<string>()), untrusted is not null);
    }

    private static X509Chain Build(X509Certificate2 certificate, X509Chain? sent, X509Certificate2? authority)
    {
        var chain = new X509Chain();
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.VerificationFlags = X509VerificationFlags.AllowUnknownCertificateAuthority;
        chain.ChainPolicy.ApplicationPolicy.Add(new Oid(ServerUse));
        if (authority is not null)
        {
            chain.ChainPolicy.ExtraStore.Add(authority);
        }

        chain.ChainPolicy.ExtraStore.AddRange(GetPeerCertificates(sent));
        chain.Build(certificate);
        return chain;
    }

    private static X509ChainElement[] Path(X509Chain chain) => [.. chain.ChainElements.Cast<X509ChainElement>()];

    private static X509ChainStatusFlags Flags(X509ChainElement element) =>
        element.ChainElementStatus.Aggregate(X509ChainStatusFlags.NoError, static (all, one) => all | one.Status) & ~Known;

    private static List<string> FindProblems(X509ChainElement[] path) => [.. path.Select(FindProblem).OfType<string>().Distinct(StringComparer.Ordinal)];

    private static X509Certificate2[] GetPeerCertificates(X509Chain? sent) => sent is null
        ? []
        : [.. sent.ChainElements.Cast<X509ChainElement>().Select(static e => e.Certificate), .. sent.ChainPolicy.ExtraStore.Cast<X509Certificate2>()];

    private static string? FindProblem(X509ChainElement element, int depth)
    {
        var flags = Flags(element);
        var certificate = element.Certificate;
        var whose = depth == 0 ? "its certificate" : $"the certificate of its issuer '{Name(certificate.SubjectName)}'";
        var now = DateTime.Now;
        return flags switch
        {
            X509ChainStatusFlags.NoError => null,
            _ when now > certificate.NotAfter => $"{whose} expired on {Date(certificate.NotAfter)}",
            _ when now < certificate.NotBefore => $"{whose} is not valid before {Date(certificate.NotBefore)}; also check the clock of this computer",
            _ when flags.HasFlag(X509ChainStatusFlags.Revoked) => $"{whose} was revoked",
            _ when flags.HasFlag(X509ChainStatusFlags.NotSignatureValid) => $"{whose} has an invalid signature",
            _ => $"{whose} is not valid for this use ({flags})",
        };
    }

    // Returns null if the system trusts the authority. The system may have rejected the certificate for another reason, such as a company
    // policy.
    private static string? Untrusted(X509Certificate2 certificate, X500DistinguishedName issuer, X509Chain? sent, bool hasAuthorities)
    {
        var untrusted = hasAuthorities ? "is not trusted by this computer or by the specified certificate authorities" : "is not trusted by this computer";
        if (certificate.SubjectName.RawData.SequenceEqual(certificate.IssuerName.RawData))
        {
            return $"its certificate is self-signed and {untrusted}";
        }

        var isTrusted = sent is not null
            && !sent.ChainStatus.Any(static s => s.Status.HasFlag(X509ChainStatusFlags.UntrustedRoot) || s.Status.HasFlag(X509ChainStatusFlags.PartialChain));
        return isTrusted ? null : $"its certificate was issued by '{Name(issuer)}', which {untrusted}";
    }

    // Names come from the server, so they are sanitized like other text from the server.
    private static string Name(X500DistinguishedName name) => ServerTextSanitizer.Sanitize(name.Name, [], 200) ?? "";

    private static string Date(DateTime local) => local.ToUniversalTime().ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
}
