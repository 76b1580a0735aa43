namespace Owox;

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
