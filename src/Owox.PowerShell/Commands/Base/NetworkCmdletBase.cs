using System.Management.Automation;
using System.Net;
using System.Runtime.InteropServices;
using System.Security.Cryptography.X509Certificates;
using Owox.PowerShell.Binding;
using Owox.PowerShell.Connections;
using Owox.Redaction;

namespace Owox.PowerShell.Commands.Base;

/// <summary>How a connection that is made goes through the network: its proxy, whom it trusts, how long it waits.</summary>
public abstract class NetworkCmdletBase : OwoxCmdletBase
{
    /// <summary>Allows an http origin that is not on this machine, and a proxy on the way to an http origin: secrets and data then travel in clear text.</summary>
    [Parameter]
    public SwitchParameter AllowUnencrypted { get; set; }

    /// <summary>The proxy to use in place of the system's: its host and port, as in http://proxy.example.com:8080.</summary>
    [Parameter]
    [ProxyUriTransformation]
    [ValidateNotNull]
    public Uri? Proxy { get; set; }

    /// <summary>The user name and password for the proxy, for that of -Proxy or for the system's.</summary>
    [Parameter]
    [ToCredential]
    [ValidateNotNull]
    public PSCredential? ProxyCredential { get; set; }

    /// <summary>Signs in to the proxy as this account. The system's own proxy gets that anyway.</summary>
    [Parameter]
    public SwitchParameter ProxyUseDefaultCredentials { get; set; }

    /// <summary>Goes straight to the server, whatever proxy the system has.</summary>
    [Parameter]
    public SwitchParameter NoProxy { get; set; }

    /// <summary>A file with the certificates of authorities that this connection trusts besides the system's: PEM with one or several, or DER.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? CertificateAuthority { get; set; }

    /// <summary>Takes any certificate, even a forged one. For tests only; a warning says so each time.</summary>
    [Parameter]
    public SwitchParameter SkipCertificateCheck { get; set; }

    /// <summary>How many seconds making a connection may take, its TLS included.</summary>
    [Parameter]
    [NumberRange(1, 3_600)]
    [SingleValue]
    public int? ConnectionTimeoutSec { get; set; } = 30;

    /// <summary>How many seconds a call may take to be answered; row streams are not bound by it.</summary>
    [Parameter]
    [NumberRange(1, 86_400)]
    [SingleValue]
    public int? TimeoutSec { get; set; } = 100;

    /// <summary>How many seconds a row stream that has begun may stay silent.</summary>
    [Parameter]
    [NumberRange(1, 86_400)]
    [SingleValue]
    public int? IdleTimeoutSec { get; set; } = 300;

    /// <exception cref="OwoxConfigurationException">Two parameters contradict each other, or one cannot be used.</exception>
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
                ErrorReason.ProxyInvalid, "-NoProxy excludes -Proxy, -ProxyCredential and -ProxyUseDefaultCredentials. Omit -NoProxy, or omit the others.");
        }

        if (ProxyCredential is not null && ProxyUseDefaultCredentials)
        {
            throw new OwoxConfigurationException(
                ErrorReason.ProxyInvalid, "-ProxyCredential and -ProxyUseDefaultCredentials exclude each other. Specify one of them.");
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
                ErrorReason.CertificateAuthorityInvalid, "-CertificateAuthority and -SkipCertificateCheck exclude each other. Specify one of them.");
        }

        if (SkipCertificateCheck)
        {
            WriteWarning("-SkipCertificateCheck: anyone between this computer and the server can impersonate the server, read the key and change the data. "
                + "Use it for tests only. To trust the certificate authority of a company, use -CertificateAuthority.");
        }

        return CertificateAuthority is null ? [] : CertificateBundle.Read(
            InputFile.Resolve(this, CertificateAuthority, why => CertificateBundle.Invalid(CertificateAuthority, why)));
    }
}

/// <summary>The variables that name proxies: their addresses can contain a user name and a password.</summary>
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
