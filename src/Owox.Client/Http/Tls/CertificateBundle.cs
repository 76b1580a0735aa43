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
            throw Invalid(path, "it is empty");
        }

        try
        {
            var text = TextFile.Decode(bytes);
            var found = text.IndexOf("-----BEGIN ", StringComparison.Ordinal) >= 0 ? FromPem(path, text) : FromBinary(path, bytes);
            return found.Count > 0 ? found : throw Invalid(path, "it does not contain a certificate");
        }
        catch (Exception e) when (e is CryptographicException or FormatException)
        {
            throw Invalid(path, "it does not contain a certificate that can be read", e);
        }
    }

    private static byte[] ReadBytes(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            if (file.Length > MaxLength)
            {
                throw Invalid(path, "it is too large for a certificate file");
            }

            using var content = new MemoryStream();
            file.CopyTo(content);
            return content.ToArray();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw Invalid(path, e is FileNotFoundException or DirectoryNotFoundException ? "the file does not exist" : ServerTextSanitizer.FromException(e), e);
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

        return found.Count > 0 || other.Length == 0 ? found : throw Invalid(path, $"it contains a {other} instead of a certificate");
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
                throw Invalid(path, "it is a PFX file, which contains a private key; export only the certificate of the authority");
            default:
                throw Invalid(path, "it does not contain a certificate");
        }
    }

    internal static OwoxConfigurationException Invalid(string path, string what, Exception? inner = null) => new(
        ErrorReason.CertificateAuthorityInvalid,
        $"The file '{path}' cannot be used as a certificate authority: {what}. "
        + "Specify the certificate of the authority, in PEM format (-----BEGIN CERTIFICATE-----) or DER format (.cer, .crt).",
        inner);
}
