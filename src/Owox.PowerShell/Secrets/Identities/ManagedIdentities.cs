using System.Text;
using Owox.Redaction;

namespace Owox.PowerShell.Secrets.Identities;

/// <summary>The managed identity of App Service, Functions or Container Apps.</summary>
internal sealed class AppServiceIdentity : IAzureIdentity
{
    private const string Endpoint = "IDENTITY_ENDPOINT";
    private const string Header = "IDENTITY_HEADER";

    public string Name => "managed identity of App Service or Functions";

    public string? Unavailable(IdentityContext context) => IdentityContext.Missing(Endpoint, Header);

    public async Task<string> GetTokenAsync(IdentityContext context, CancellationToken cancellationToken)
    {
        var response = await ManagedIdentityRequest.ForVariable(Endpoint, "2019-08-01", context, ("X-IDENTITY-HEADER", IdentityContext.Secret(Header)!))
            .SendAsync(context.Options, context.Observer, cancellationToken).ConfigureAwait(false);
        return IdentityException.RequireToken(response, "access_token", "the identity endpoint");
    }
}

/// <summary>The managed identity of a server with Azure Arc. A key file shows that this account may use it.</summary>
internal sealed class ArcIdentity : IAzureIdentity
{
    private const string Endpoint = "IDENTITY_ENDPOINT";
    private const int MaxKeyBytes = 4096;

    public string Name => "managed identity of Azure Arc";

    public string? Unavailable(IdentityContext context) => IdentityContext.Missing(Endpoint, "IMDS_ENDPOINT");

    public async Task<string> GetTokenAsync(IdentityContext context, CancellationToken cancellationToken)
    {
        if (context.ClientId is not null)
        {
            throw new IdentityException("Azure Arc supports only the identity of the server, so -IdentityClientId cannot be used");
        }

        var request = ManagedIdentityRequest.ForVariable(Endpoint, "2020-06-01", context, ("Metadata", "true"));
        var challenge = await request.SendAsync(context.Options, context.Observer, cancellationToken).ConfigureAwait(false);
        if (challenge.Status != 401 || !challenge.Challenge.StartsWith("Basic realm=", StringComparison.OrdinalIgnoreCase))
        {
            throw new IdentityException($"the identity endpoint returned {challenge.Explain()} instead of the path of a key file");
        }

        var key = ReadKey(challenge.Challenge.Substring("Basic realm=".Length).Trim('"', ' '));
        var signed = ManagedIdentityRequest.ForVariable(Endpoint, "2020-06-01", context, ("Metadata", "true"), ("Authorization", $"Basic {key}"));
        var response = await signed.SendAsync(context.Options, context.Observer, cancellationToken).ConfigureAwait(false);
        return IdentityException.RequireToken(response, "access_token", "the identity endpoint");
    }

    // A program that imitates the endpoint must not be able to get the content of other files.
    private static string ReadKey(string path)
    {
        try
        {
            var full = Path.GetFullPath(path);
            if (!Path.IsPathRooted(path)
                || !string.Equals(Path.GetDirectoryName(full), AzureEndpoints.Current.ArcKeyFolder, StringComparison.OrdinalIgnoreCase)
                || !string.Equals(Path.GetExtension(full), ".key", StringComparison.OrdinalIgnoreCase))
            {
                throw new IdentityException("the identity endpoint named a key file in an unexpected place, which was not read");
            }

            if (new FileInfo(full).Length > MaxKeyBytes)
            {
                throw new IdentityException($"the key file of the identity endpoint is larger than {MaxKeyBytes} bytes");
            }

            var key = File.ReadAllText(full, Encoding.UTF8).Trim();
            KnownSecrets.Add(key);
            return key.Length > 0 && key.All(static c => c is > ' ' and <= '~') ? key : throw new IdentityException("the key file of the identity endpoint contains no key");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw new IdentityException($"the key file of the identity endpoint cannot be read: {ServerTextSanitizer.FromException(e)}. The account must be a member of the group himds or Administrators");
        }
    }
}

/// <summary>The managed identity of a virtual machine, from the instance metadata service (IMDS).</summary>
internal sealed class VirtualMachineIdentity : IAzureIdentity
{
    // 404 and 410 mean that the service is being updated.
    private static readonly RetryRules Retry = new([404, 410, 429, 500, 502, 503, 504], ConnectionErrors: false) { MaxAttempts = 3, MaxDelay = TimeSpan.FromSeconds(10) };

    public string Name => "managed identity of a virtual machine";

    public string? Unavailable(IdentityContext context) => null;

    public async Task<string> GetTokenAsync(IdentityContext context, CancellationToken cancellationToken)
    {
        var timings = ModuleTimings.Current;
        var request = ManagedIdentityRequest.Create(
            $"{AzureEndpoints.Metadata}/metadata/identity/oauth2/token", "2018-02-01", context, [("Metadata", "true")]) with
        {
            Retry = Retry,
        };
        var options = context.Options with { ConnectTimeout = timings.MetadataConnectTimeout, Timeout = timings.MetadataTimeout };
        try
        {
            var response = await request.SendAsync(options, context.Observer, cancellationToken).ConfigureAwait(false);
            return response.Status == 400
                ? throw new IdentityException($"the metadata service returned {response.Explain()}. The virtual machine has no such identity", isAbsent: true)
                : IdentityException.RequireToken(response, "access_token", "the metadata service");
        }
        catch (OwoxConnectionException e)
        {
            throw new IdentityException($"the metadata service did not respond, as on any computer outside Azure ({e.Reason})", isAbsent: true);
        }
    }
}

/// <summary>Creates requests to the endpoints of managed identities. They belong to the host, and no proxy reaches them.</summary>
internal static class ManagedIdentityRequest
{
    /// <param name="variable">The variable with the address.</param>
    /// <param name="version">The API version.</param>
    /// <param name="context">The resource and the identity.</param>
    /// <param name="headers">The headers.</param>
    public static AzureRequest ForVariable(string variable, string version, IdentityContext context, params (string Name, string Value)[] headers) =>
        Create(IdentityContext.Variable(variable) ?? "", version, context, headers);

    /// <param name="address">The address.</param>
    /// <param name="version">The API version.</param>
    /// <param name="context">The resource and the identity.</param>
    /// <param name="headers">The headers.</param>
    public static AzureRequest Create(string address, string version, IdentityContext context, IReadOnlyList<(string Name, string Value)> headers)
    {
        var client = context.ClientIdOr("AZURE_CLIENT_ID");
        var query = $"api-version={version}&resource={Uri.EscapeDataString(context.Resource)}"
            + (client is null ? "" : $"&client_id={Uri.EscapeDataString(client)}");
        return Uri.TryCreate($"{address}{(address.IndexOf('?') < 0 ? '?' : '&')}{query}", UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
            ? new AzureRequest(HttpMethod.Get, uri!)
            {
                Headers = headers.ToDictionary(static header => header.Name, static header => header.Value, StringComparer.Ordinal),
                AllowUnencrypted = true,
                IsLocal = true,
            }
            : throw new IdentityException("the address of the identity endpoint is not valid");
    }
}
