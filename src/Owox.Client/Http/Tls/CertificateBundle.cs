using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;
using Owox.Redaction;
using Owox.Text;

namespace Owox;

/// <summary>Reads the certificates of certificate authorities from a file: PEM with one or more certificates, DER with one, or PKCS #7.</summary>
public static class CertificateBundle
{
    private const int MaxLength = 8 * 1024 * 1024;

    private static readonly Regex Pem = new(
        "-----BEGIN (?<label>[A-Z0-9 ]+)-----(?<body>[^-]*)-----END \\k<label>-----", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(5));

    /// <exception cref="OwoxConfigurationException">The file cannot be read or contains no certificate.</exception>
    public static IReadOnlyList<X509Certificate2> Read(string path)
    {
        var bytes = ReadBytes(path);
        if (bytes.Length == 0)
        {
            throw Invalid(path, "it holds no certificate; it is empty");
        }

        try
        {
            var text = TextFile.Decode(bytes);
            var found = text.IndexOf("-----BEGIN ", StringComparison.Ordinal) >= 0 ? FromPem(path, text) : FromBinary(path, bytes);
            return found.Count > 0 ? found : throw Invalid(path, "it holds no certificate");
        }
        catch (Exception e) when (e is CryptographicException or FormatException)
        {
            throw Invalid(path, "it holds no certificate that can be read", e);
        }
    }

    private static byte[] ReadBytes(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            if (file.Length > MaxLength)
            {
                throw Invalid(path, "it is too large to be one");
            }

            using var content = new MemoryStream();
            file.CopyTo(content);
            return content.ToArray();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw Invalid(path, e is FileNotFoundException or DirectoryNotFoundException ? "there is no such file" : ServerTextSanitizer.FromException(e), e);
        }
    }

    private static List<X509Certificate2> FromPem(string path, string text)
    {
        var found = new List<X509Certificate2>();
        var other = "";
        foreach (Match block in Pem.Matches(text))
        {
            var label = block.Groups["label"].Value;
            if (label is "CERTIFICATE" or "X509 CERTIFICATE")
            {
                found.Add(new X509Certificate2(Convert.FromBase64String(block.Groups["body"].Value)));
            }
            else
            {
                other = label;
            }
        }

        return found.Count > 0 || other.Length == 0 ? found : throw Invalid(path, $"it holds no certificate but a {other}");
    }

    private static List<X509Certificate2> FromBinary(string path, byte[] bytes)
    {
        switch (X509Certificate2.GetCertContentType(bytes))
        {
            case X509ContentType.Cert:
                return [new X509Certificate2(bytes)];
            case X509ContentType.Pkcs7:
                var several = new X509Certificate2Collection();
                several.Import(bytes);
                return [.. several];
            case X509ContentType.Pfx:
                throw Invalid(path, "it is a PFX, which holds a private key; export the authority's certificate alone");
            default:
                throw Invalid(path, "it holds no certificate");
        }
    }

    internal static OwoxConfigurationException Invalid(string path, string what, Exception? inner = null) => new(
        ErrorReason.CertificateAuthorityInvalid,
        $"The file '{path}' cannot be used as a certificate authority: {what}. "
        + "Give the certificate of the authority, as PEM (-----BEGIN CERTIFICATE-----) or DER (.cer, .crt).",
        inner);
}
