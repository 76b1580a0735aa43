using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Owox.Client.Tests.Support;

/// <summary>A certificate authority for tests. It uses P-256 keys, because generating an RSA key takes about 1000 times as long.</summary>
internal sealed class TestAuthority
{
    private const string ServerUse = "1.3.6.1.5.5.7.3.1";

    private readonly ECDsa _key;

    private TestAuthority(ECDsa key, X509Certificate2 certificate) => (_key, Certificate) = (key, certificate);

    public X509Certificate2 Certificate { get; }

    public static TestAuthority Root(string name = "CN=Test Root", int days = 90)
    {
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new TestAuthority(key, Request(name, key, isAuthority: true, ServerUse).CreateSelfSigned(Day(-100), Day(days)));
    }

    /// <summary>Issues the certificate of another authority, or one that lacks the right to issue.</summary>
    public TestAuthority Issue(string name, bool isAuthority = true)
    {
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var issued = Request(name, key, isAuthority, ServerUse).Create(
            Certificate.SubjectName, X509SignatureGenerator.CreateForECDsa(_key), Day(-90), Day(60), Serial());
        return new TestAuthority(key, issued);
    }

    /// <summary>Issues a server's certificate.</summary>
    public X509Certificate2 Server(int from = -2, int to = 30, string use = ServerUse, params string[] names)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = Request("CN=server", key, isAuthority: false, use);
        if (names.Length > 0)
        {
            var alternative = new SubjectAlternativeNameBuilder();
            foreach (var name in names)
            {
                if (IPAddress.TryParse(name, out var address))
                {
                    alternative.AddIpAddress(address);
                }
                else
                {
                    alternative.AddDnsName(name);
                }
            }

            request.CertificateExtensions.Add(alternative.Build());
        }

        return request.Create(
            Certificate.SubjectName, X509SignatureGenerator.CreateForECDsa(_key), Day(from), Day(to), Serial());
    }

    private static CertificateRequest Request(string name, ECDsa key, bool isAuthority, string use)
    {
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(isAuthority, false, 0, true));
        if (!isAuthority)
        {
            request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(use)], false));
        }

        return request;
    }

    private static DateTimeOffset Day(int days) => DateTimeOffset.UtcNow.AddDays(days);

    private static byte[] Serial() => Guid.NewGuid().ToByteArray();
}
