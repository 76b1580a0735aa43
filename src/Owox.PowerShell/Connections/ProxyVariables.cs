namespace Owox.PowerShell.Connections;

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
