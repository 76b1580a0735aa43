namespace Owox.Http.Proxy;

/// <summary>Words for what a proxy does wrong, or is not told.</summary>
internal sealed class ProxyErrors(ApiOrigin origin, NetworkOptions network)
{
    private const int SignIn = 407;

    public OwoxConnectionException Unreachable(Uri proxy, string cause, Exception fault) => new(
        ErrorReason.ConnectionFailed,
        $"No connection to the proxy {ProxyAddress.ToDisplayString(proxy)} on the way to {origin}: {cause}. "
        + $"Check its address and port, or connect without one: -NoProxy.{NoProxyVariable.Hint(origin, network)}",
        fault);

    public OwoxConnectionException Refused(Uri? proxy, int status, Exception? fault)
    {
        var name = proxy is null ? "The proxy" : $"The proxy {ProxyAddress.ToDisplayString(proxy)}";
        return new OwoxConnectionException(
            ErrorReason.ProxyRefused,
            $"{name} on the way to {origin} refused the connection: {(status == SignIn ? WithoutSignIn() : WithStatus(status))}{NoProxyVariable.Hint(origin, network)}",
            fault);
    }

    private string WithoutSignIn()
    {
        if (network.ProxyCredential is null)
        {
            return "it wants a sign-in (407). Connect with -ProxyCredential, or with -ProxyUseDefaultCredentials where it knows this account.";
        }

        return ReferenceEquals(network.ProxyCredential, System.Net.CredentialCache.DefaultCredentials)
            ? "it does not take the sign-in of this account (407). Connect with -ProxyCredential."
            : "it does not take the sign-in of -ProxyCredential (407). Check the user name and the password.";
    }

    private static string WithStatus(int status) =>
        (status == 0 ? "it gave no reason. " : $"its answer was status {status}. ")
        + "It may not know that host, or not allow it: ask who runs the proxy, or connect with another (-Proxy, -NoProxy, the system's settings, HTTPS_PROXY and NO_PROXY).";
}

/// <summary>A proxy answered in place of the server that it was to lead to.</summary>
internal sealed class ProxyTunnelException(int status) : IOException($"The proxy's answer was status {status}.")
{
    public int Status { get; } = status;
}
