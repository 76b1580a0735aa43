using System.Management.Automation;
using System.Net;
using System.Runtime.InteropServices;
using System.Security.Cryptography.X509Certificates;
using Owox.PowerShell.Binding;
using Owox.PowerShell.Connections;
using Owox.Redaction;

namespace Owox.PowerShell.Commands.Base;

/// <summary>The base class of cmdlets that create a connection, with parameters for the proxy, certificates and timeouts.</summary>
public abstract class NetworkCmdletBase : OwoxCmdletBase
{
    /// <summary>
    /// Allows an http origin on another computer, and a proxy for an http origin. Secrets and data are then sent without encryption.
    /// </summary>
    [Parameter]
    public SwitchParameter AllowUnencrypted { get; set; }

    /// <summary>The proxy to use instead of the system's proxy, as host and port: http://proxy.example.com:8080.</summary>
    [Parameter]
    [ProxyUriTransformation]
    [ValidateNotNull]
    public Uri? Proxy { get; set; }

    /// <summary>The user name and password for the proxy of -Proxy or of the system.</summary>
    [Parameter]
    [ToCredential]
    [ValidateNotNull]
    public PSCredential? ProxyCredential { get; set; }

    /// <summary>Signs in to the proxy with the current account. For the system's proxy this is the default.</summary>
    [Parameter]
    public SwitchParameter ProxyUseDefaultCredentials { get; set; }

    /// <summary>Connects directly to the server, even if the system has a proxy.</summary>
    [Parameter]
    public SwitchParameter NoProxy { get; set; }

    /// <summary>
    /// A file with certificates of authorities that this connection trusts in addition to those of the system: PEM with one or more
    /// certificates, or DER.
    /// </summary>
    [Parameter]
    [SingleValue(IsPath = true)]
    [ValidateNotNullOrEmpty]
    public string? CertificateAuthority { get; set; }

    /// <summary>Accepts any certificate, even a forged one, and writes a warning. For tests only.</summary>
    [Parameter]
    public SwitchParameter SkipCertificateCheck { get; set; }

    /// <summary>The timeout to establish a connection, including TLS, in seconds.</summary>
    [Parameter]
    [NumberRange(1, 3_600)]
    [SingleValue]
    public int? ConnectionTimeoutSec { get; set; } = 30;

    /// <summary>The timeout of a request in seconds. Does not apply to row streams.</summary>
    [Parameter]
    [NumberRange(1, 86_400)]
    [SingleValue]
    public int? TimeoutSec { get; set; } = 100;

    /// <summary>The maximum time without data in a row stream that has begun, in seconds.</summary>
    [Parameter]
    [NumberRange(1, 86_400)]
    [SingleValue]
    public int? IdleTimeoutSec { get; set; } = 300;

    /// <exception cref="OwoxConfigurationException">Two parameters contradict each other, or a value is invalid.</exception>
    internal OwoxSessionOptions SessionOptions()
    {
        CheckProxy();
        return new OwoxSessionOptions
        {
            Retry = Loading.Dependencies.Retry,
            Tokens = ConnectionStore.Tokens,
            Network = new NetworkOptions
            {
                UseProxy = !NoProxy,
                AllowUnencrypted = AllowUnencrypted,
                Proxy = Proxy is null ? null : ProxyAddress.From(Proxy),
                ProxyCredential = Credentials(),
                CertificateAuthorities = Authorities(),
                SkipCertificateCheck = SkipCertificateCheck,
            },
            ConnectTimeout = TimeSpan.FromSeconds(ConnectionTimeoutSec!.Value),
            Timeout = TimeSpan.FromSeconds(TimeoutSec!.Value),
            IdleTimeout = TimeSpan.FromSeconds(IdleTimeoutSec!.Value),
            UserAgent = UserAgent(),
        };
    }

    private string UserAgent()
    {
        var module = typeof(NetworkCmdletBase).Assembly.GetName().Version!.ToString(3);
        return $"Owox.PowerShell/{module} (PowerShell {Host.Version}; {RuntimeInformation.OSDescription.Trim()})";
    }

    private void CheckProxy()
    {
        if (NoProxy && (Proxy is not null || ProxyCredential is not null || ProxyUseDefaultCredentials))
        {
            throw new OwoxConfigurationException(
                ErrorReason.ProxyInvalid, "-NoProxy cannot be used together with -Proxy, -ProxyCredential or -ProxyUseDefaultCredentials. Omit -NoProxy, or omit the other parameters.");
        }

        if (ProxyCredential is not null && ProxyUseDefaultCredentials)
        {
            throw new OwoxConfigurationException(
                ErrorReason.ProxyInvalid, "-ProxyCredential and -ProxyUseDefaultCredentials cannot be used together. Specify one of them.");
        }
    }

    private ICredentials? Credentials()
    {
        KnownSecrets.Add(ProxyCredential?.GetNetworkCredential().Password);
        foreach (var password in ProxyVariables.Passwords())
        {
            KnownSecrets.Add(password);
        }

        return ProxyUseDefaultCredentials ? CredentialCache.DefaultCredentials : ProxyCredential?.GetNetworkCredential();
    }

    private IReadOnlyList<X509Certificate2> Authorities()
    {
        if (SkipCertificateCheck && CertificateAuthority is not null)
        {
            throw new OwoxConfigurationException(
                ErrorReason.CertificateAuthorityInvalid, "-CertificateAuthority and -SkipCertificateCheck cannot be used together. Specify one of them.");
        }

        if (SkipCertificateCheck)
        {
            WriteWarning("With -SkipCertificateCheck, anyone between this computer and the server can impersonate the server, read the key and change the data. "
                + "Use it only for tests. To trust the certificate authority of a company, use -CertificateAuthority.");
        }

        return CertificateAuthority is null ? [] : CertificateBundle.Read(
            InputFile.Resolve(this, CertificateAuthority, why => CertificateBundle.Invalid(CertificateAuthority, why)));
    }
}

/// <summary>The environment variables for proxies. Their values can contain a user name and a password.</summary>
internal static class ProxyVariables
{
    private static readonly string[] Names = ["HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"];

    public static IEnumerable<string> Passwords() =>
        from name in Names
        let value = Environment.GetEnvironmentVariable(name)
        where value is not null
        let at = value.LastIndexOf('@')
        where at > 0
        let signIn = value.Substring(0, at)
        let colon = signIn.LastIndexOf(':')
        where colon >= 0 && colon < signIn.Length - 1
        select Uri.UnescapeDataString(signIn.Substring(colon + 1));
}
