using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Serialization;

namespace Owox.Sandbox.Network;

/// <summary>The origins of the sandbox with HTTPS, one for each kind of certificate.</summary>
/// <param name="Good">For localhost, 127.0.0.1 and sandbox.test. It is trusted only with <paramref name="Authority"/>.</param>
/// <param name="Expired">Expired on 1 April 2025 at 12:00 UTC.</param>
/// <param name="NotYetValid">Not valid for the next three months.</param>
/// <param name="WrongHost">For other.example, *.other.example and 192.0.2.7.</param>
/// <param name="SelfSigned">Without an authority.</param>
/// <param name="Authority">The certificate of the private authority, as PEM.</param>
public sealed record SecureOrigins(
    string Good, string Expired, string NotYetValid, string WrongHost, string SelfSigned, [property: JsonPropertyOrder(1)] string Authority);

/// <summary>A private authority that is created for each sandbox, and the certificates of its servers. They are not stored.</summary>
internal sealed class Certificates : IDisposable
{
    /// <summary>The name in the certificates of the sandbox, in addition to localhost and 127.0.0.1. Only its proxy knows the name.</summary>
    public const string HostName = "sandbox.test";

    private static readonly Oid ServerUse = new("1.3.6.1.5.5.7.3.1");

    private readonly DateTimeOffset _now;
    private readonly X509Certificate2 _root;

    // Uses RSA, because Mono cannot verify other keys. All servers share one key, because generating a key takes time.
    private readonly RSA _serverKey = RSA.Create(2048);

    public Certificates(DateTimeOffset now)
    {
        _now = now;
        using var rootKey = RSA.Create(2048);
        _root = Authority("CN=Sandbox Root, O=Owox Sandbox", rootKey).CreateSelfSigned(now.AddYears(-2), now.AddYears(2));
        using var key = RSA.Create(2048);
        using var signed = Authority("CN=Sandbox Issuing, O=Owox Sandbox", key).Create(_root, now.AddYears(-2), now.AddYears(1), Serial());
        Issuing = signed.CopyWithPrivateKey(key);
    }

    /// <summary>The intermediate authority between the root and the servers. Servers send it with their certificate.</summary>
    public X509Certificate2 Issuing { get; }

    /// <summary>The root certificate as PEM, which a client must trust.</summary>
    public string RootPem => _root.ExportCertificatePem();

    /// <summary>The certificates of the servers, in the order of <see cref="SecureOrigins"/>.</summary>
    public X509Certificate2[] Servers() =>
    [
        Issue(OwnNames(), _now.AddDays(-1), _now.AddMonths(6)),
        Issue(OwnNames(), new DateTimeOffset(2025, 3, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2025, 4, 1, 12, 0, 0, TimeSpan.Zero)),
        Issue(OwnNames(), _now.AddMonths(3), _now.AddMonths(6)),
        Issue(Names("192.0.2.7", "other.example", "*.other.example"), _now.AddDays(-1), _now.AddMonths(6)),
        Loadable(Server(OwnNames()).CreateSelfSigned(_now.AddDays(-1), _now.AddMonths(6))),
    ];

    public void Dispose()
    {
        _serverKey.Dispose();
        _root.Dispose();
        Issuing.Dispose();
    }

    private static SubjectAlternativeNameBuilder OwnNames() => Names("127.0.0.1", HostName, "localhost");

    private static SubjectAlternativeNameBuilder Names(string address, params string[] hosts)
    {
        var names = new SubjectAlternativeNameBuilder();
        Array.ForEach(hosts, names.AddDnsName);
        names.AddIpAddress(IPAddress.Parse(address));
        return names;
    }

    private X509Certificate2 Issue(SubjectAlternativeNameBuilder names, DateTimeOffset from, DateTimeOffset to)
    {
        using var signed = Server(names).Create(Issuing, from, to, Serial());
        return Loadable(signed.CopyWithPrivateKey(_serverKey));
    }

    private static CertificateRequest Authority(string name, RSA key) => Request(name, key, X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign);

    private CertificateRequest Server(SubjectAlternativeNameBuilder names) => Request(
        "CN=Sandbox Server", _serverKey, X509KeyUsageFlags.DigitalSignature, new X509EnhancedKeyUsageExtension([ServerUse], false), names.Build());

    private static CertificateRequest Request(string name, RSA key, X509KeyUsageFlags usage, params X509Extension[] more)
    {
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var isAuthority = usage.HasFlag(X509KeyUsageFlags.KeyCertSign);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(isAuthority, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(usage, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        Array.ForEach(more, request.CertificateExtensions.Add);
        return request;
    }

    // Windows requires an imported key.
    private static X509Certificate2 Loadable(X509Certificate2 certificate)
    {
        using (certificate)
        {
            return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pfx), null);
        }
    }

    private static byte[] Serial() => RandomNumberGenerator.GetBytes(12);
}
