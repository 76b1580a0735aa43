using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Owox.Http;

/// <summary>Follows a server's certificate to its authority, and says what is wrong on the way.</summary>
internal static class CertificateChain
{
    private const string ServerUse = "1.3.6.1.5.5.7.3.1";

    // That the system does not know the authority is what this class is about; revocation is not looked up, as HttpClient does not.
    private const X509ChainStatusFlags Known = X509ChainStatusFlags.UntrustedRoot
        | X509ChainStatusFlags.PartialChain
        | X509ChainStatusFlags.RevocationStatusUnknown
        | X509ChainStatusFlags.OfflineRevocation;

    /// <summary>What is wrong; null when the certificate comes from one of the authorities and all else is in order.</summary>
    /// <param name="certificate">The server's.</param>
    /// <param name="sent">What the system made of it: among it are the certificates that the server sent along.</param>
    /// <param name="authorities">The ones that this connection trusts besides the system's.</param>
    public static string? Problem(X509Certificate2 certificate, X509Chain? sent, IReadOnlyList<X509Certificate2> authorities)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.VerificationFlags = X509VerificationFlags.AllowUnknownCertificateAuthority;
        chain.ChainPolicy.ApplicationPolicy.Add(new Oid(ServerUse));
        chain.ChainPolicy.ExtraStore.AddRange(authorities.ToArray());
        chain.ChainPolicy.ExtraStore.AddRange(Sent(sent));
        chain.Build(certificate);

        var path = chain.ChainElements.Cast<X509ChainElement>().ToArray();
        var anchor = Array.FindIndex(path, element => authorities.Any(a => a.RawData.SequenceEqual(element.Certificate.RawData)));
        var faults = path.Take(anchor < 0 ? path.Length : anchor + 1).Select(Fault).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        if (anchor < 0)
        {
            faults.Add(Untrusted(path, certificate, sent, authorities.Count > 0, faults.Count > 0));
        }

        var text = string.Join("; ", faults.Where(static f => f.Length > 0));
        return text.Length == 0 ? null : text;
    }

    private static X509Certificate2[] Sent(X509Chain? sent) => sent is null
        ? []
        : [.. sent.ChainElements.Cast<X509ChainElement>().Select(static e => e.Certificate), .. sent.ChainPolicy.ExtraStore.Cast<X509Certificate2>()];

    private static string? Fault(X509ChainElement element, int depth)
    {
        var flags = element.ChainElementStatus.Aggregate(X509ChainStatusFlags.NoError, static (all, one) => all | one.Status) & ~Known;
        var certificate = element.Certificate;
        var whose = depth == 0 ? "its certificate" : $"the certificate of its issuer '{Name(certificate.SubjectName)}'";
        var now = DateTime.Now;
        return flags switch
        {
            X509ChainStatusFlags.NoError => null,
            _ when now > certificate.NotAfter => $"{whose} expired on {Date(certificate.NotAfter)}",
            _ when now < certificate.NotBefore => $"{whose} is not valid before {Date(certificate.NotBefore)}; look at this computer's clock, too",
            _ when flags.HasFlag(X509ChainStatusFlags.Revoked) => $"{whose} was revoked",
            _ when flags.HasFlag(X509ChainStatusFlags.NotSignatureValid) => $"{whose} has a wrong signature",
            _ => $"{whose} cannot be used for this ({flags})",
        };
    }

    private static string Untrusted(X509ChainElement[] path, X509Certificate2 certificate, X509Chain? sent, bool hasAuthorities, bool isFaulty)
    {
        var nobody = hasAuthorities ? "neither this computer nor the file of -CertificateAuthority trusts" : "this computer does not trust";
        if (certificate.SubjectName.RawData.SequenceEqual(certificate.IssuerName.RawData))
        {
            return $"its certificate is self-signed, which {nobody}";
        }

        // The system found more than this class did, such as a policy of the company: it is not overruled.
        var isTrusted = sent is not null
            && !sent.ChainStatus.Any(static s => s.Status.HasFlag(X509ChainStatusFlags.UntrustedRoot) || s.Status.HasFlag(X509ChainStatusFlags.PartialChain));
        return isTrusted
            ? isFaulty ? "" : $"the system rejects its certificate ({string.Join(", ", sent!.ChainStatus.Select(static s => s.Status))})"
            : $"its certificate was issued by '{Name((path.LastOrDefault()?.Certificate ?? certificate).IssuerName)}', which {nobody}";
    }

    // Names come from the server: they are shown as other text of it is.
    private static string Name(X500DistinguishedName name) => ServerText.Clean(name.Name, [], 200) ?? "";

    private static string Date(DateTime local) => local.ToUniversalTime().ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
}
