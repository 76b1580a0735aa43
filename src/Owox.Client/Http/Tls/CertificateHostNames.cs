#if NET8_0_OR_GREATER
using System.Security.Cryptography;
#else
using System.Net;
using System.Text;
#endif
using System.Security.Cryptography.X509Certificates;
using Owox.Redaction;

namespace Owox.Http.Tls;

/// <summary>Reads the host names of a certificate.</summary>
internal static class CertificateHostNames
{
    private const string AlternativeNames = "2.5.29.17";
    private const int MaxNamesShown = 8;
#if !NET8_0_OR_GREATER
    private const byte Sequence = 0x30;
    private const byte DnsName = 0x82;
    private const byte Address = 0x87;
#endif

    public static string DescribeMismatch(X509Certificate2 certificate, string host)
    {
        var names = GetDnsNames(certificate);
        var shown = string.Join(", ", names.Take(MaxNamesShown)) + (names.Count > MaxNamesShown ? $" and {names.Count - MaxNamesShown} more" : "");
        return $"its certificate is for {(names.Count == 0 ? "no host" : ServerTextSanitizer.Sanitize(shown, [], 400))}, not for {host}";
    }

#if NET8_0_OR_GREATER
    /// <summary>Whether the certificate is valid for the host: by name, by a wildcard for one label, or by IP address.</summary>
    public static bool Matches(X509Certificate2 certificate, string host)
    {
        try
        {
            return certificate.MatchesHostname(host.TrimEnd('.'));
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            // An unreadable list counts as empty.
            return false;
        }
    }
#else
    /// <summary>Whether the certificate is valid for the host: by name, by a wildcard for one label, or by IP address.</summary>
    public static bool Matches(X509Certificate2 certificate, string host)
    {
        var wanted = host.TrimEnd('.');
        return GetDnsNames(certificate).Any(name => IPAddress.TryParse(wanted, out var address)
            ? IPAddress.TryParse(name, out var own) && own.Equals(address)
            : string.Equals(name, wanted, StringComparison.OrdinalIgnoreCase) || Matches(name, wanted));
    }
#endif

    public static IReadOnlyList<string> GetDnsNames(X509Certificate2 certificate)
    {
        var extension = certificate.Extensions.Cast<X509Extension>().FirstOrDefault(static e => e.Oid?.Value == AlternativeNames);
        if (extension is not null)
        {
            return [.. Read(extension.RawData)];
        }

        // Old certificates have only a common name.
        var common = certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false);
        return string.IsNullOrEmpty(common) ? [] : [common];
    }

#if NET8_0_OR_GREATER
    private static IEnumerable<string> Read(byte[] der)
    {
        try
        {
            var names = new X509SubjectAlternativeNameExtension(der);
            return names.EnumerateDnsNames().Concat(names.EnumerateIPAddresses().Select(static address => address.ToString())).ToArray();
        }
        catch (CryptographicException)
        {
            return [];
        }
    }
#else
    // .NET Framework has no API that compares or lists the names.
    private static bool Matches(string wildcard, string host)
    {
        var label = host.IndexOf('.');
        return wildcard.StartsWith("*.", StringComparison.Ordinal)
            && wildcard.IndexOf('.', 2) > 0
            && label > 0
            && string.Equals(wildcard.Substring(1), host.Substring(label), StringComparison.OrdinalIgnoreCase);
    }

    // DER: a sequence of names, each with a tag, a length and its bytes. The list ends at a truncated entry.
    private static IEnumerable<string> Read(byte[] der)
    {
        if (Header(der, 0) is not (Sequence, var start, _))
        {
            yield break;
        }

        for (var at = start; Header(der, at) is var (tag, begin, length); at = begin + length)
        {
            if (tag == DnsName)
            {
                yield return Encoding.ASCII.GetString(der, begin, length);
            }
            else if (tag == Address && length is 4 or 16)
            {
                yield return new IPAddress(der.Skip(begin).Take(length).ToArray()).ToString();
            }
        }
    }

    private static (byte Tag, int Begin, int Length)? Header(byte[] der, int at)
    {
        if (at + 2 > der.Length)
        {
            return null;
        }

        var (length, begin) = ((int)der[at + 1], at + 2);
        if (length > 0x82 || length == 0x80)
        {
            return null;
        }

        for (var more = length > 0x80 ? length - 0x80 : 0; more > 0; more--)
        {
            if (begin >= der.Length)
            {
                return null;
            }

            length = begin == at + 2 ? der[begin] : (length << 8) | der[begin];
            begin++;
        }

        return begin + length <= der.Length ? (der[at], begin, length) : null;
    }
#endif
}
