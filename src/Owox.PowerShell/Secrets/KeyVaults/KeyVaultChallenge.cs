using System.Text.RegularExpressions;
using Owox.PowerShell.Secrets.Identities;

namespace Owox.PowerShell.Secrets.KeyVaults;

/// <summary>The authority, the tenant and the resource for which a vault requires an access token.</summary>
internal sealed record KeyVaultChallenge(string Authority, string Tenant, string Resource)
{
    private static readonly Regex Parameter = new(
        "(?<name>[A-Za-z_]+)=\"?(?<value>[^\",]*)\"?", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));

    /// <summary>Reads the header WWW-Authenticate of a vault.</summary>
    /// <exception cref="OwoxVaultException">
    /// The header is missing, or its resource is not a parent domain of the vault: a token for another service must not be sent to the vault.
    /// </exception>
    public static KeyVaultChallenge Read(string header, ApiOrigin vault)
    {
        var values = Parameter.Matches(header).Cast<Match>()
            .GroupBy(static match => match.Groups["name"].Value, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(static group => group.Key, static group => group.First().Groups["value"].Value.Trim(), StringComparer.OrdinalIgnoreCase);
        string? Value(params string[] names) => names.Select(name => values.TryGetValue(name, out var value) ? value : null).FirstOrDefault(static value => value is not null);

        if (!header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)
            || !Uri.TryCreate(Value("authorization", "authorization_uri"), UriKind.Absolute, out var authority)
            || !Uri.TryCreate(Value("resource", "scope"), UriKind.Absolute, out var resource)
            || !IdentityContext.IsId(authority.AbsolutePath.Trim('/')))
        {
            throw Invalid(vault, "it does not specify which access token it requires");
        }

        if (resource.Scheme != vault.Uri.Scheme || !IsParent(resource, vault.Uri))
        {
            throw Invalid(vault, $"it requires an access token for {resource.GetLeftPart(UriPartial.Authority)}, which is another service");
        }

        return new KeyVaultChallenge(
            SignIn(vault.Uri.IdnHost) ?? authority.GetLeftPart(UriPartial.Authority), authority.AbsolutePath.Trim('/'), resource.GetLeftPart(UriPartial.Authority));
    }

    /// <summary>
    /// The sign-in endpoint of the vault's cloud, or null if the host is not a key vault. Tokens of the platform are sent only there, and not to an
    /// address from a response.
    /// </summary>
    public static string? SignIn(string host) => host switch
    {
        _ when host.EndsWith(".vault.azure.net", StringComparison.OrdinalIgnoreCase) => "https://login.microsoftonline.com",
        _ when host.EndsWith(".vault.azure.cn", StringComparison.OrdinalIgnoreCase) => "https://login.chinacloudapi.cn",
        _ when host.EndsWith(".vault.usgovcloudapi.net", StringComparison.OrdinalIgnoreCase) => "https://login.microsoftonline.us",
        _ => null,
    };

    private static bool IsParent(Uri resource, Uri vault) =>
        vault.IsLoopback
            ? resource.Authority == vault.Authority
            : vault.IdnHost.EndsWith("." + resource.IdnHost, StringComparison.OrdinalIgnoreCase) && resource.IdnHost.IndexOf('.') > 0;

    private static OwoxVaultException Invalid(ApiOrigin vault, string what) => new(
        ErrorReason.VaultFailed, $"{vault} is not an Azure Key Vault, or something between this computer and the vault responded: {what}. No access token was sent. Check -KeyVault.");
}
