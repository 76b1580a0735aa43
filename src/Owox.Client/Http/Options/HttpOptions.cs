using System.Net;
using System.Security.Cryptography.X509Certificates;
using Owox.Http.Options;
using Owox.Http.Retry;

namespace Owox;

/// <summary>How requests are sent: timeouts, the retry strategy and the network. All limits have defaults that suit an unattended job.</summary>
public abstract record HttpOptions
{
    private protected HttpOptions()
    {
    }

    /// <summary>What sends a request again. Without one, every request is sent once.</summary>
    public IRetryStrategy Retry { get; init; } = NoRetryStrategy.Instance;

    /// <summary>The proxy, and whom to trust. Default: the system's.</summary>
    public NetworkOptions Network { get; init; } = new();

    /// <summary>How long making a connection may take, its TLS included. Default: 30 s.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long one call may take from its first byte to the last of its answer; not row streams. Default: 100 s.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(100);

    /// <summary>How long a row stream may take to begin: the warehouse's query runs meanwhile. Default: one hour.</summary>
    public TimeSpan FirstByteTimeout { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How long a row stream that has begun may stay silent. Default: 5 minutes.</summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>What the server's log calls this client.</summary>
    public string UserAgent { get; init; } = "Owox.Client";

    /// <summary>How large the body of an answer may be that is read at once, after decompression; row streams and files have no limit. Default: 512 MiB.</summary>
    internal long MaxResponseBytes { get; init; } = 512L * 1024 * 1024;

    /// <summary>The waits that are not options; for tests. Default: those of the process.</summary>
    internal ClientTimings Timings
    {
        get => field ?? ClientTimings.Current;
        init;
    }
}

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

/// <summary>Where a proxy answers: http, a host and a port.</summary>
public sealed record ProxyAddress
{
    private ProxyAddress(Uri uri) => Uri = uri;

    public Uri Uri { get; }

    /// <summary>Takes an address for a proxy's.</summary>
    /// <param name="address">For example <c>http://proxy.example.com:8080</c>.</param>
    /// <exception cref="OwoxConfigurationException">It is no such address, or holds a password.</exception>
    public static ProxyAddress From(Uri address)
    {
        if (!address.IsAbsoluteUri || address.Scheme != "http" || address.Host.Length == 0)
        {
            throw Invalid("it is not an http address");
        }

        if (address.UserInfo.Length > 0)
        {
            throw Invalid("it holds a user name or a password, which -ProxyCredential is for");
        }

        return address.AbsolutePath == "/" && address.Query.Length == 0 && address.Fragment.Length == 0
            ? new ProxyAddress(address)
            : throw Invalid("it holds a path, a query or a fragment");
    }

    /// <summary>The address without a slash at its end.</summary>
    public override string ToString() => ToDisplayString(Uri);

    /// <summary>What of a proxy's address may be shown: no user name, no password.</summary>
    internal static string ToDisplayString(Uri proxy) => $"{proxy.Scheme}://{proxy.Authority}";

    private static OwoxConfigurationException Invalid(string what) => new(
        ErrorReason.ProxyInvalid,
        $"The proxy's address cannot be used: {what}. Give a host and a port, as in http://proxy.example.com:8080; "
        + "https to the server travels through such a proxy untouched.");
}
