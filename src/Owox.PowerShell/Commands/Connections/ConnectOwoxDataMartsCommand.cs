using System.Management.Automation;
using System.Security;
using Owox.PowerShell.Binding;
using Owox.PowerShell.Completion;
using Owox.PowerShell.Connections;
using Owox.PowerShell.Secrets.Sources;
using Owox.Text;

namespace Owox.PowerShell.Commands.Connections;

/// <summary>Connects to an OWOX Data Marts project. The connection becomes the current connection of this runspace.</summary>
[Cmdlet(VerbsCommunications.Connect, "OwoxDataMarts", DefaultParameterSetName = EnvironmentSet)]
[OutputType(typeof(OwoxConnection))]
public sealed class ConnectOwoxDataMartsCommand : AccessCmdletBase, IDynamicParameters
{
    private const string EnvironmentSet = "Environment";
    private const string ApiKeySet = "ApiKey";
    private const string FileSet = "EnvironmentFile";
    private const string VaultSet = "Vault";
    private const string SecretFileSet = "SecretFile";
    private const string CommandSet = "SecretCommand";
    private const string SystemdSet = "SystemdCredential";
    private const string PasswordSet = "Credential";
    private const string RefreshTokenSet = "RefreshToken";
    private const string AccessTokenSet = "AccessToken";

    /// <summary>The complete API key value, as a SecureString. Plain text is accepted with a warning.</summary>
    [Parameter(ParameterSetName = ApiKeySet, Mandatory = true)]
    [SecureStringTransformation]
    [ValidateNotNull]
    public SecureString? ApiKey { get; set => Bind(ref field, value); }

    /// <summary>A <c>.env</c> file with OWOX_API_KEY, or with OWOX_API_ORIGIN, OWOX_API_KEY_ID and OWOX_API_KEY_SECRET. The environment is not used.</summary>
    [Parameter(ParameterSetName = FileSet, Mandatory = true)]
    [SingleValue(IsPath = true)]
    [ValidateNotNullOrEmpty]
    public string? EnvironmentFile { get; set => Bind(ref field, value); }

    /// <summary>The name of the secret with the API key, in a vault of SecretManagement or in an Azure Key Vault.</summary>
    [Parameter(ParameterSetName = VaultSet, Mandatory = true)]
    [ArgumentCompleter(typeof(SecretNameCompleter))]
    [ValidateNotNullOrEmpty]
    public string? SecretName { get; set => Bind(ref field, value); }

    /// <summary>The vault. Default: the account's default vault.</summary>
    [Parameter(ParameterSetName = VaultSet)]
    [ArgumentCompleter(typeof(VaultNameCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Vault { get; set => Bind(ref field, value); }

    /// <summary>The address of the Azure Key Vault with the secret, for example https://owox.vault.azure.net.</summary>
    [Parameter(ParameterSetName = VaultSet)]
    [ExcludesParameters(nameof(Vault))]
    [ArgumentCompleter(typeof(KeyVaultCompleter))]
    [ValidateNotNullOrEmpty]
    public string? KeyVault { get; set => Bind(ref field, value); }

    /// <summary>The client ID of the user-assigned identity that signs in to the key vault. Default: the variable AZURE_CLIENT_ID.</summary>
    [Parameter(ParameterSetName = VaultSet)]
    [RequiresParameter(nameof(KeyVault))]
    [ValidateNotNullOrEmpty]
    public string? IdentityClientId { get; set => Bind(ref field, value); }

    /// <summary>A file that contains only the API key. It is rejected if other accounts can read or change it.</summary>
    [Parameter(ParameterSetName = SecretFileSet, Mandatory = true)]
    [SingleValue(IsPath = true)]
    [ValidateNotNullOrEmpty]
    public string? SecretFile { get; set => Bind(ref field, value); }

    /// <summary>
    /// A script block that returns the API key, or a program that prints it: the name of the program and its arguments, as separate strings.
    /// </summary>
    [Parameter(ParameterSetName = CommandSet, Mandatory = true)]
    public object? SecretCommand { get; set => Bind(ref field, value); }

    /// <summary>The name of the systemd credential with the API key: a file in the directory $CREDENTIALS_DIRECTORY of the service.</summary>
    [Parameter(ParameterSetName = SystemdSet, Mandatory = true)]
    [ArgumentCompleter(typeof(SystemdCredentialCompleter))]
    [ValidateNotNullOrEmpty]
    public string? SystemdCredential { get; set => Bind(ref field, value); }

    /// <summary>The URL of the deployment, for example https://app.owox.com. An API key contains it.</summary>
    [Parameter(ParameterSetName = PasswordSet, Mandatory = true)]
    [Parameter(ParameterSetName = RefreshTokenSet, Mandatory = true)]
    [Parameter(ParameterSetName = AccessTokenSet, Mandatory = true)]
    [ValidateNotNullOrEmpty]
    public string? Origin { get; set => Bind(ref field, value); }

    /// <summary>The email address and password of a member, for deployments that support sign-in with a password.</summary>
    [Parameter(ParameterSetName = PasswordSet, Mandatory = true)]
    [ToCredential]
    [ValidateNotNull]
    public PSCredential? Credential { get; set => Bind(ref field, value); }

    /// <summary>The value of the cookie 'refreshToken' of a member who signed in with the browser.</summary>
    [Parameter(ParameterSetName = RefreshTokenSet, Mandatory = true)]
    [SecureStringTransformation]
    [ValidateNotNull]
    public SecureString? RefreshToken { get; set => Bind(ref field, value); }

    /// <summary>The access token of a member. It expires after an hour and cannot be renewed.</summary>
    [Parameter(ParameterSetName = AccessTokenSet, Mandatory = true)]
    [SecureStringTransformation]
    [ValidateNotNull]
    public SecureString? AccessToken { get; set => Bind(ref field, value); }

    /// <summary>The name of the connection, for <c>-Connection</c>. A new connection replaces an existing one with the same name.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string Name { get; set; } = "Default";

    private protected override IReadOnlyDictionary<string, string> FileVariables =>
        field ??= EnvironmentFile is null ? new Dictionary<string, string>(StringComparer.Ordinal) : ApiKeyResolver.ReadFile(this, EnvironmentFile);

    // There are no dynamic parameters, but this is the last step before PowerShell determines the parameter set.
    object? IDynamicParameters.GetDynamicParameters() => CheckParameterSet();

    private protected override void Complete() => InvokeTerminating(SecretName ?? Origin ?? Name, () =>
    {
        var session = OpenSession();
        var connection = new OwoxConnection(Name, session);
        try
        {
            connection.Describe(Await((log, cancellationToken) => SignInAsync(new OwoxClient(session, log), cancellationToken)));
        }
        catch
        {
            // No reference to this session remains, so it is signed out and does not stay valid for days.
            _ = SessionEnd.SignOut([(Name, session)]);
            session.Dispose();
            throw;
        }

        SignOutReplaced();
        ConnectionStore.ForCurrentRunspace.Add(connection);
        WriteObject(connection);
    });

    private static async Task<AuthContext?> SignInAsync(OwoxClient client, CancellationToken cancellationToken)
    {
        await client.AuthenticateAsync(cancellationToken).ConfigureAwait(false);
        return await client.Projects.GetAuthContextAsync(cancellationToken).ConfigureAwait(false);
    }

    // The connection with the same name is closed and cannot be signed out later.
    private void SignOutReplaced()
    {
        if (ConnectionStore.ForCurrentRunspace.Find(Name) is { } replaced)
        {
            foreach (var warning in SessionEnd.SignOut([(replaced.Name, replaced.Session)]))
            {
                WriteWarning(warning);
            }
        }
    }

    private OwoxSession OpenSession()
    {
        var options = SessionOptions() with { Access = Access(), Audit = OpenAuditLog() };
        NoteIgnoredVariables();
        return ParameterSetName switch
        {
            PasswordSet => Await((log, cancellationToken) => OwoxSession.SignInAsync(
                TheOrigin(), Credential!.UserName, SecureStringExtensions.ToPlainText(Credential.Password), options, log, cancellationToken)),
            RefreshTokenSet => OwoxSession.ForRefreshToken(TheOrigin(), Reveal(RefreshToken!, nameof(RefreshToken)), options),
            AccessTokenSet => OwoxSession.ForAccessToken(TheOrigin(), Reveal(AccessToken!, nameof(AccessToken)), options),
            _ => OwoxSession.ForApiKey(FindKey(options), options),
        };
    }

    private ApiOrigin TheOrigin() => ApiOrigin.Parse(CopiedKeyCleaner.Trim(Origin), AllowUnencrypted);

    private ApiKey FindKey(OwoxSessionOptions options)
    {
        var finder = new ApiKeyResolver(this, AllowUnencrypted);
        return ParameterSetName switch
        {
            ApiKeySet => Owox.ApiKey.Parse(Reveal(ApiKey!, nameof(ApiKey)), AllowUnencrypted),
            VaultSet when KeyVault is not null => finder.InKeyVault(KeyVault, SecretName!, IdentityClientId, options),
            VaultSet => finder.InVault(SecretName!, Vault),
            FileSet => finder.InFile(EnvironmentFile!, FileVariables),
            SecretFileSet => finder.InSecretFile(SecretFile!),
            CommandSet => finder.InCommand(SecretCommand!),
            SystemdSet => finder.InSystemdCredential(SystemdCredential!),
            _ => finder.InEnvironment(),
        };
    }

    private void NoteIgnoredVariables()
    {
        var present = ApiKeyEnvironment.OfProcess.Present;
        if (ParameterSetName != EnvironmentSet && present.Count > 0)
        {
            WriteVerbose($"The environment variables {string.Join(", ", present)} are ignored, because the parameters specify the credential.");
        }
    }

    private string Reveal(SecureString secret, string parameter)
    {
        SecureStringTransformationAttribute.Require(secret, parameter);
        if (SecureStringTransformationAttribute.WasPlainText(secret))
        {
            WriteWarning($"-{parameter} was specified as plain text, which may remain in the history and in logs. Specify a SecureString, "
                + "for example (Read-Host -AsSecureString), or store the value in a vault and use -SecretName.");
        }

        return SecureStringExtensions.ToPlainText(secret);
    }
}
