using Owox.Redaction;

namespace Owox.Http.Proxy;

/// <summary>Error messages about proxies.</summary>
internal sealed class ProxyErrors(ApiOrigin origin, NetworkOptions network)
{
    private const int SignIn = 407;

    public OwoxConnectionException Unreachable(Uri proxy, string cause, Exception exception) => new(
        ErrorReason.ConnectionFailed,
        $"The connection to the proxy {ProxyAddress.ToDisplayString(proxy)} for {origin} failed: {cause}.{NoProxyVariable.Hint(origin, network)}",
        exception)
    {
        Option = ErrorOption.Proxy,
    };

    public OwoxConnectionException Rejected(Uri? proxy, int status, Exception? exception)
    {
        var name = proxy is null ? "The proxy" : $"The proxy {ProxyAddress.ToDisplayString(proxy)}";
        return new OwoxConnectionException(
            ErrorReason.ProxyRefused,
            $"{name} rejected the connection to {origin}: {(status == SignIn ? DescribeSignIn() : DescribeStatus(status))}{NoProxyVariable.Hint(origin, network)}",
            exception)
        {
            Option = status == SignIn ? ErrorOption.ProxyCredential : ErrorOption.Proxy,
        };
    }

    private string DescribeSignIn()
    {
        if (network.ProxyCredential is null)
        {
            return "it requires authentication (407).";
        }

        return ReferenceEquals(network.ProxyCredential, System.Net.CredentialCache.DefaultCredentials)
            ? "it rejected the credentials of this account (407)."
            : "it rejected the specified credentials (407). Check the user name and the password.";
    }

    private static string DescribeStatus(int status) =>
        (status == 0 ? "it did not return a reason. " : $"it returned status {status}. ")
        + "It may not know this host, or may not allow connections to it. Ask the administrator of the proxy.";
}

/// <summary>A proxy responded instead of the server.</summary>
internal sealed class ProxyTunnelException(int status) : IOException($"The proxy returned status {status}.")
{
    public int Status { get; } = status;
}

/// <summary>
/// The environment variable NO_PROXY, which lists hosts that are reached without the proxy of HTTP_PROXY and HTTPS_PROXY. .NET supports a
/// host name, an IP address, and a domain with a leading period; curl and other programs support more forms.
/// </summary>
internal static class NoProxyVariable
{
    private const int MaxEntriesShown = 5;

    private static readonly string[] Names = ["no_proxy", "NO_PROXY"];
    private static readonly string[] ProxyNames = ["http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"];

    /// <summary>A sentence about the entries that .NET ignores, with a leading space; empty if there are none.</summary>
    public static string Hint(ApiOrigin origin, NetworkOptions network)
    {
        // The variable does not affect a proxy that was specified or is configured in the system.
        if (network.Proxy is not null || !ProxyNames.Any(static name => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(name))))
        {
            return "";
        }

        var (name, value) = Names.Select(static name => (Name: name, Value: Environment.GetEnvironmentVariable(name))).FirstOrDefault(static v => !string.IsNullOrEmpty(v.Value));
        var ignored = value is null ? [] : Ignored(value, origin.Uri).Take(MaxEntriesShown).ToArray();
        return ignored.Length == 0 ? "" : $" {name} has entries that .NET ignores: {string.Join("; ", ignored)}.";
    }

    /// <summary>The entries that .NET interprets differently from other programs, each with the form that .NET supports.</summary>
    internal static IEnumerable<string> Ignored(string value, Uri origin)
    {
        foreach (var entry in value.Split(',').Select(static e => e.Trim()).Where(static e => e.Length > 0))
        {
            if (Advice(entry, origin) is { } advice)
            {
                yield return $"'{ServerTextSanitizer.Sanitize(entry, [], 100)}' ({advice})";
            }
        }
    }

    private static string? Advice(string entry, Uri origin)
    {
        var host = origin.Host;
        return entry switch
        {
            _ when string.Equals(entry, host, StringComparison.OrdinalIgnoreCase) => null,
            "*" => "it is not a host name",
            _ when entry.Any(c => char.IsWhiteSpace(c) || c is ';' or '|') => "separate the entries with commas",
            _ when entry.IndexOf("://", StringComparison.Ordinal) >= 0 => "write the host name alone",
            _ when entry.IndexOf('/') >= 0 => "write each address or host name, without a mask",
            _ when entry.StartsWith("*.", StringComparison.Ordinal) && entry.IndexOf('*', 1) < 0 => $"write {entry.Substring(1)}",
            _ when entry.IndexOf('*') >= 0 => "write each host name, or a domain with a leading period",
            _ when IsBareAddress(entry) => $"write [{entry}]",
            _ when Port(entry) is { } bare => $"write {bare}, without the port",
            _ when entry[0] != '.' && host.EndsWith("." + entry, StringComparison.OrdinalIgnoreCase) => $"write .{entry} for its subdomains",
            _ => null,
        };
    }

    private static bool IsBareAddress(string entry) => entry[0] != '[' && entry.Count(static c => c == ':') > 1;

    private static string? Port(string entry)
    {
        var colon = entry.LastIndexOf(':');
        return colon > 0 && colon < entry.Length - 1 && entry.Skip(colon + 1).All(char.IsDigit) ? entry.Substring(0, colon) : null;
    }
}
