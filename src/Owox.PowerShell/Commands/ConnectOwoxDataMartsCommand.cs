using System.Management.Automation;
using System.Security;
using System.Threading;
using System.Threading.Tasks;
using Owox.PowerShell.Completion;
using Owox.PowerShell.Connections;
using Owox.PowerShell.Secrets;

namespace Owox.PowerShell.Commands;

/// <summary>Connects to an OWOX Data Marts project and makes that the current connection of this runspace.</summary>
[Cmdlet(VerbsCommunications.Connect, "OwoxDataMarts", DefaultParameterSetName = EnvironmentSet)]
[OutputType(typeof(OwoxConnection))]
public sealed class ConnectOwoxDataMartsCommand : NetworkCommand
{
    private const string EnvironmentSet = "Environment";
    private const string ApiKeySet = "ApiKey";
    private const string FileSet = "EnvironmentFile";
    private const string VaultSet = "Vault";
    private const string PasswordSet = "Credential";
    private const string RefreshTokenSet = "RefreshToken";
    private const string AccessTokenSet = "AccessToken";

    /// <summary>The whole API key value, as a SecureString. Plain text is taken with a warning.</summary>
    [Parameter(ParameterSetName = ApiKeySet, Mandatory = true)]
    [ToSecureString]
    [ValidateNotNull]
    public SecureString? ApiKey { get; set; }

    /// <summary>A <c>.env</c> file with OWOX_API_KEY, or with OWOX_API_ORIGIN, OWOX_API_KEY_ID and OWOX_API_KEY_SECRET. Variables of the process win.</summary>
    [Parameter(ParameterSetName = FileSet, Mandatory = true)]
    [ValidateNotNullOrEmpty]
    public string? EnvironmentFile { get; set; }

    /// <summary>The name of the secret that holds the API key, in a vault of SecretManagement.</summary>
    [Parameter(ParameterSetName = VaultSet, Mandatory = true)]
    [ArgumentCompleter(typeof(SecretNameCompleter))]
    [ValidateNotNullOrEmpty]
    public string? SecretName { get; set; }

    /// <summary>The vault. Default: the account's default vault.</summary>
    [Parameter(ParameterSetName = VaultSet)]
    [ArgumentCompleter(typeof(VaultNameCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Vault { get; set; }

    /// <summary>Where the deployment answers, for example https://app.owox.com; an API key names it itself.</summary>
    [Parameter(ParameterSetName = PasswordSet, Mandatory = true)]
    [Parameter(ParameterSetName = RefreshTokenSet, Mandatory = true)]
    [Parameter(ParameterSetName = AccessTokenSet, Mandatory = true)]
    [ValidateNotNullOrEmpty]
    public string? Origin { get; set; }

    /// <summary>A member's e-mail address and password, for deployments with sign-in by password.</summary>
    [Parameter(ParameterSetName = PasswordSet, Mandatory = true)]
    [Credential]
    [ValidateNotNull]
    public PSCredential? Credential { get; set; }

    /// <summary>The value of the cookie 'refreshToken' of a member who signed in with the browser.</summary>
    [Parameter(ParameterSetName = RefreshTokenSet, Mandatory = true)]
    [ToSecureString]
    [ValidateNotNull]
    public SecureString? RefreshToken { get; set; }

    /// <summary>A member's access token. It ends after an hour and cannot be renewed.</summary>
    [Parameter(ParameterSetName = AccessTokenSet, Mandatory = true)]
    [ToSecureString]
    [ValidateNotNull]
    public SecureString? AccessToken { get; set; }

    /// <summary>The name of the connection, for <c>-Connection</c>. Connecting again under a name replaces the connection of that name.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string Name { get; set; } = "Default";

    /// <summary>Allows an http origin that is not on this machine: secrets and data then travel in clear text.</summary>
    [Parameter]
    public SwitchParameter AllowUnencrypted { get; set; }

    protected override void EndProcessing() => OrTerminate(SecretName ?? OriginToShow() ?? Name, () =>
    {
        var session = OpenSession();
        var connection = new OwoxConnection(Name, session);
        try
        {
            connection.Describe(Await((log, stop) => SignInAsync(new OwoxClient(session, log), stop)));
        }
        catch
        {
            session.Dispose();
            throw;
        }

        ConnectionStore.ForThisRunspace.Add(connection);
        WriteObject(connection);
    });

    private static async Task<AuthContext?> SignInAsync(OwoxClient client, CancellationToken stop)
    {
        await client.AuthenticateAsync(stop).ConfigureAwait(false);
        return await client.GetAuthContextAsync(stop).ConfigureAwait(false);
    }

    private OwoxSession OpenSession()
    {
        var options = SessionOptions();
        return ParameterSetName switch
        {
            PasswordSet => Await((log, stop) => OwoxSession.SignInAsync(
                TheOrigin(), Credential!.UserName, SecretText.Reveal(Credential.Password), options, log, stop)),
            RefreshTokenSet => OwoxSession.ForRefreshToken(TheOrigin(), Reveal(RefreshToken!, nameof(RefreshToken)), options),
            AccessTokenSet => OwoxSession.ForAccessToken(TheOrigin(), Reveal(AccessToken!, nameof(AccessToken)), options),
            _ => OwoxSession.ForApiKey(FindKey(), options),
        };
    }

    // An address can hold a password, which no error may show.
    private string? OriginToShow() => Origin?.IndexOf('@') >= 0 ? null : Origin;

    private ApiOrigin TheOrigin() => ApiOrigin.Parse(Origin!.Trim(), AllowUnencrypted);

    private ApiKey FindKey()
    {
        var finder = new ApiKeyFinder(this, AllowUnencrypted, Stop);
        return ParameterSetName switch
        {
            ApiKeySet => Owox.ApiKey.Parse(Reveal(ApiKey!, nameof(ApiKey)), AllowUnencrypted),
            VaultSet => finder.InVault(SecretName!, Vault),
            FileSet => finder.InFile(EnvironmentFile!),
            _ => finder.InEnvironment(),
        };
    }

    private string Reveal(SecureString secret, string parameter)
    {
        if (ToSecureStringAttribute.WasPlain(secret))
        {
            WriteWarning($"-{parameter} was given as plain text: it may stay in the history and in logs. Pass a SecureString, "
                + "for example (Read-Host -AsSecureString), or keep it in a vault: -SecretName.");
        }

        return SecretText.Reveal(secret);
    }
}
