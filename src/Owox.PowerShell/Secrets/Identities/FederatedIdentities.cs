using System.Text;
using Owox.Redaction;
using Owox.Text;

namespace Owox.PowerShell.Secrets.Identities;

/// <summary>An identity whose platform issues a token (an assertion) that Microsoft Entra exchanges for an access token.</summary>
internal abstract class FederatedIdentity : IAzureIdentity
{
    private const string AuthorityVariable = "AZURE_AUTHORITY_HOST";
    private const string SignIn = "Microsoft Entra";

    public abstract string Name { get; }

    public abstract string? Unavailable(IdentityContext context);

    public async Task<string> GetTokenAsync(IdentityContext context, CancellationToken cancellationToken)
    {
        var (tenant, client) = (Tenant, ClientId(context));
        if (!IdentityContext.IsId(tenant) || !IdentityContext.IsId(client))
        {
            throw new IdentityException("the tenant ID or the client ID contains characters that an ID cannot contain");
        }

        var assertion = IdentityException.CheckToken(await GetAssertionAsync(context, cancellationToken).ConfigureAwait(false), "the platform");
        var form = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = client!,
            ["scope"] = $"{context.Resource}/.default",
            ["client_assertion_type"] = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
            ["client_assertion"] = assertion,
        };
        var authority = (IdentityContext.Variable(AuthorityVariable) ?? context.Authority).TrimEnd('/');
        if (!Uri.TryCreate($"{authority}/{tenant}/oauth2/v2.0/token", UriKind.Absolute, out var address))
        {
            throw new IdentityException($"{AuthorityVariable} is not an address");
        }

        var response = await new AzureRequest(HttpMethod.Post, address) { Content = () => new FormUrlEncodedContent(form) }
            .SendAsync(context.Options, context.Observer, cancellationToken).ConfigureAwait(false);
        return IdentityException.RequireToken(response, "access_token", SignIn);
    }

    protected abstract string? Tenant { get; }

    protected abstract string? ClientId(IdentityContext context);

    /// <summary>Returns the token of the platform.</summary>
    protected abstract Task<string?> GetAssertionAsync(IdentityContext context, CancellationToken cancellationToken);

    /// <summary>Requests the token from an endpoint of the platform.</summary>
    protected static async Task<string?> RequestAsync(HttpMethod method, string? address, string? bearer, string property, IdentityContext context, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri))
        {
            throw new IdentityException("the address of the platform's token endpoint is not valid");
        }

        var request = new AzureRequest(method, uri)
        {
            Headers = new Dictionary<string, string>(StringComparer.Ordinal) { ["Authorization"] = $"Bearer {bearer}" },
            Content = method == HttpMethod.Post ? static () => new StringContent("", Encoding.UTF8, "application/json") : null,
        };
        var response = await request.SendAsync(context.Options, context.Observer, cancellationToken).ConfigureAwait(false);
        return IdentityException.RequireToken(response, property, "the platform");
    }
}

/// <summary>Workload identity of Kubernetes, or another platform that writes its token to a file.</summary>
internal sealed class WorkloadIdentity : FederatedIdentity
{
    private const string FileVariable = "AZURE_FEDERATED_TOKEN_FILE";
    private const int MaxBytes = 64 * 1024;

    public override string Name => "workload identity";

    protected override string? Tenant => IdentityContext.Variable("AZURE_TENANT_ID");

    public override string? Unavailable(IdentityContext context) =>
        IdentityContext.Missing(context.ClientId is null ? [FileVariable, "AZURE_TENANT_ID", "AZURE_CLIENT_ID"] : [FileVariable, "AZURE_TENANT_ID"]);

    protected override string? ClientId(IdentityContext context) => context.ClientIdOr("AZURE_CLIENT_ID");

    protected override Task<string?> GetAssertionAsync(IdentityContext context, CancellationToken cancellationToken)
    {
        var path = IdentityContext.Variable(FileVariable)!;
        try
        {
            // The platform replaces the file, so it is read for each access token.
            return new FileInfo(path).Length > MaxBytes
                ? throw new IdentityException($"the file of {FileVariable} is too large")
                : Task.FromResult<string?>(TextFile.Decode(File.ReadAllBytes(path)).Trim());
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw new IdentityException($"the file of {FileVariable} cannot be read: {ServerTextSanitizer.FromException(e)}");
        }
    }
}

/// <summary>The service connection of an Azure Pipelines job, in a task that provides its variables.</summary>
internal sealed class AzurePipelinesIdentity : FederatedIdentity
{
    private const string ClientVariable = "AZURESUBSCRIPTION_CLIENT_ID";
    private const string TenantVariable = "AZURESUBSCRIPTION_TENANT_ID";
    private const string ConnectionVariable = "AZURESUBSCRIPTION_SERVICE_CONNECTION_ID";
    private const string AddressVariable = "SYSTEM_OIDCREQUESTURI";
    private const string TokenVariable = "SYSTEM_ACCESSTOKEN";

    public override string Name => "service connection of Azure Pipelines";

    protected override string? Tenant => IdentityContext.Variable(TenantVariable);

    public override string? Unavailable(IdentityContext context) =>
        IdentityContext.Missing(AddressVariable, TokenVariable, ConnectionVariable, ClientVariable, TenantVariable);

    protected override string? ClientId(IdentityContext context) => context.ClientIdOr(ClientVariable);

    protected override Task<string?> GetAssertionAsync(IdentityContext context, CancellationToken cancellationToken) => RequestAsync(
        HttpMethod.Post,
        $"{IdentityContext.Variable(AddressVariable)}?api-version=7.1&serviceConnectionId={Uri.EscapeDataString(IdentityContext.Variable(ConnectionVariable)!)}",
        IdentityContext.Secret(TokenVariable),
        "oidcToken",
        context,
        cancellationToken);
}

/// <summary>The OpenID Connect token of a job of GitHub Actions.</summary>
internal sealed class GitHubIdentity : FederatedIdentity
{
    private const string AddressVariable = "ACTIONS_ID_TOKEN_REQUEST_URL";
    private const string TokenVariable = "ACTIONS_ID_TOKEN_REQUEST_TOKEN";

    public override string Name => "OpenID Connect of GitHub Actions";

    protected override string? Tenant => IdentityContext.Variable("AZURE_TENANT_ID");

    public override string? Unavailable(IdentityContext context) => IdentityContext.Missing(
        context.ClientId is null ? [AddressVariable, TokenVariable, "AZURE_TENANT_ID", "AZURE_CLIENT_ID"] : [AddressVariable, TokenVariable, "AZURE_TENANT_ID"]);

    protected override string? ClientId(IdentityContext context) => context.ClientIdOr("AZURE_CLIENT_ID");

    protected override Task<string?> GetAssertionAsync(IdentityContext context, CancellationToken cancellationToken)
    {
        var address = IdentityContext.Variable(AddressVariable)!;
        return RequestAsync(
            HttpMethod.Get,
            $"{address}{(address.IndexOf('?') < 0 ? '?' : '&')}audience={Uri.EscapeDataString("api://AzureADTokenExchange")}",
            IdentityContext.Secret(TokenVariable),
            "value",
            context,
            cancellationToken);
    }
}
