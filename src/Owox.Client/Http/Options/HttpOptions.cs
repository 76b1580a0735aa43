using System.Net;
using System.Security.Cryptography.X509Certificates;
using Owox.Http.Options;
using Owox.Http.Retry;

namespace Owox;

/// <summary>The options for requests: timeouts, the retry strategy and the network. The defaults suit an unattended job.</summary>
public abstract record HttpOptions
{
    private protected HttpOptions()
    {
    }

    /// <summary>The strategy that repeats failed requests. Default: every request is sent once.</summary>
    public IRetryStrategy Retry { get; init; } = NoRetryStrategy.Instance;

    /// <summary>The proxy and the certificate authorities. Default: those of the system.</summary>
    public NetworkOptions Network { get; init; } = new();

    /// <summary>The timeout of connecting, including the TLS handshake. Default: 30 s.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The timeout of a request, including its response. Row streams have other timeouts. Default: 100 s.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(100);

    /// <summary>The timeout until a row stream begins; meanwhile the query runs in the warehouse. Default: one hour.</summary>
    public TimeSpan FirstByteTimeout { get; init; } = TimeSpan.FromHours(1);

    /// <summary>The longest time without data in a row stream that has begun. Default: 5 minutes.</summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The requests that may be sent. Default: all.</summary>
    public AccessPolicy Access { get; init; } = AccessPolicy.Unlimited;

    /// <summary>The file in which requests are recorded, or null for none.</summary>
    public AuditLog? Audit { get; init; }

    /// <summary>The name of this client in the log of the server.</summary>
    public string UserAgent { get; init; } = "Owox.Client";

    /// <summary>The maximum size of a response that is read into memory, after decompression. Row streams and files have no limit. Default: 512 MiB.</summary>
    internal long MaxResponseBytes { get; init; } = 512L * 1024 * 1024;

    /// <summary>The pauses and timeouts that are not options; for tests. Default: those of the process.</summary>
    internal ClientTimings Timings
    {
        get => field ?? ClientTimings.Current;
        init;
    }
}

/// <summary>
/// The proxy and certificate options of a session. By default the session uses the proxy and the certificate authorities of the system. An
/// origin on the local computer is reached directly unless <see cref="Proxy"/> is set.
/// </summary>
public sealed record NetworkOptions
{
    /// <summary>The proxy; null for the system's proxy.</summary>
    public ProxyAddress? Proxy { get; init; }

    /// <summary>Whether an http origin may be reached through a proxy, which can then read the key and the data.</summary>
    public bool AllowUnencrypted { get; init; }

    /// <summary>Whether a proxy may be used. False connects directly, even if the system has a proxy.</summary>
    public bool UseProxy { get; init; } = true;

    /// <summary>The credentials for the proxy. Null sends those of the account to the proxy of the system, and none to <see cref="Proxy"/>.</summary>
    public ICredentials? ProxyCredential { get; init; }

    /// <summary>Certificate authorities that this session trusts in addition to those of the system.</summary>
    public IReadOnlyList<X509Certificate2> CertificateAuthorities { get; init; } = [];

    /// <summary>Whether any certificate is accepted, even a forged one. For tests only.</summary>
    public bool SkipCertificateCheck { get; init; }

    /// <summary>Identifies the certificates that the session accepts. Sessions with different values do not share tokens.</summary>
    internal string TlsTrustKey => SkipCertificateCheck ? "unverified" : "";

    /// <summary>Contains no credentials.</summary>
    public override string ToString() => nameof(NetworkOptions);
}

/// <summary>The address of a proxy: http, a host and a port.</summary>
public sealed record ProxyAddress
{
    private ProxyAddress(Uri uri) => Uri = uri;

    public Uri Uri { get; }

    /// <summary>Reads the address of a proxy.</summary>
    /// <param name="address">For example <c>http://proxy.example.com:8080</c>.</param>
    /// <exception cref="OwoxConfigurationException">The URI is not a valid proxy address, or it contains a password.</exception>
    public static ProxyAddress From(Uri address)
    {
        if (!address.IsAbsoluteUri || address.Scheme != "http" || address.Host.Length == 0)
        {
            throw Invalid("it is not an http address");
        }

        if (address.UserInfo.Length > 0)
        {
            throw Invalid("it contains a user name or a password", ErrorOption.ProxyCredential);
        }

        return address.AbsolutePath == "/" && address.Query.Length == 0 && address.Fragment.Length == 0
            ? new ProxyAddress(address)
            : throw Invalid("it contains a path, a query or a fragment");
    }

    /// <summary>The address without a trailing slash.</summary>
    public override string ToString() => ToDisplayString(Uri);

    /// <summary>The address of a proxy without the user name and the password.</summary>
    internal static string ToDisplayString(Uri proxy) => $"{proxy.Scheme}://{proxy.Authority}";

    private static OwoxConfigurationException Invalid(string what, string? option = null) => new(
        ErrorReason.ProxyInvalid,
        $"The proxy's address cannot be used: {what}. Specify a host and a port, such as http://proxy.example.com:8080. "
        + "Requests that use https stay encrypted between this computer and the server.")
    {
        Option = option,
    };
}
