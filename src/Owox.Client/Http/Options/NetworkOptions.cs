using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace Owox;

/// <summary>
/// How a session reaches its server. By default through the system's proxy, trusting whom the system trusts. An origin on
/// loopback is reached directly unless <see cref="Proxy"/> is set.
/// </summary>
public sealed record NetworkOptions
{
    /// <summary>The proxy to use; null for the system's.</summary>
    public ProxyAddress? Proxy { get; init; }

    /// <summary>Whether an http origin may be reached through a proxy, which then sees the key and the data in clear text.</summary>
    public bool AllowUnencrypted { get; init; }

    /// <summary>False goes straight to the server, whatever proxy the system has.</summary>
    public bool UseProxy { get; init; } = true;

    /// <summary>The sign-in for the proxy. Null sends the account's own to the system's proxy, and none to <see cref="Proxy"/>.</summary>
    public ICredentials? ProxyCredential { get; init; }

    /// <summary>Authorities that this session trusts besides those of the system.</summary>
    public IReadOnlyList<X509Certificate2> CertificateAuthorities { get; init; } = [];

    /// <summary>Takes any certificate, even a forged one. For tests only.</summary>
    public bool SkipCertificateCheck { get; init; }

    /// <summary>What of these decides whom the session believes: sessions that differ in it share no token.</summary>
    internal string TrustMark => SkipCertificateCheck ? "unverified" : "";

    /// <summary>Shows no credential.</summary>
    public override string ToString() => nameof(NetworkOptions);
}
