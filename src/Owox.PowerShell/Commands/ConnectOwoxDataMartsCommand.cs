using System;
using System.Management.Automation;
using System.Security;
using System.Threading;
using System.Threading.Tasks;
using Owox.PowerShell.Connections;
using Owox.PowerShell.Secrets;

namespace Owox.PowerShell.Commands;

/// <summary>Connects to an OWOX Data Marts project and makes that the current connection of this runspace.</summary>
[Cmdlet(VerbsCommunications.Connect, "OwoxDataMarts", DefaultParameterSetName = EnvironmentSet)]
[OutputType(typeof(OwoxConnection))]
public sealed class ConnectOwoxDataMartsCommand : OwoxCommand
{
    private const string EnvironmentSet = "Environment";
    private const string ApiKeySet = "ApiKey";
    private const string FileSet = "EnvironmentFile";

    /// <summary>The whole API key value, as a SecureString. Plain text is taken with a warning.</summary>
    [Parameter(ParameterSetName = ApiKeySet, Mandatory = true)]
    [ToSecureString]
    [ValidateNotNull]
    public SecureString? ApiKey { get; set; }

    /// <summary>A <c>.env</c> file with OWOX_API_KEY, or with OWOX_API_ORIGIN, OWOX_API_KEY_ID and OWOX_API_KEY_SECRET. Variables of the process win.</summary>
    [Parameter(ParameterSetName = FileSet, Mandatory = true)]
    [ValidateNotNullOrEmpty]
    public string? EnvironmentFile { get; set; }

    /// <summary>The name of the connection, for <c>-Connection</c>. Connecting again under a name replaces the connection of that name.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string Name { get; set; } = "Default";

    /// <summary>Allows an http origin that is not on this machine: key and data then travel in clear text.</summary>
    [Parameter]
    public SwitchParameter AllowUnencrypted { get; set; }

    /// <summary>How many seconds making a connection may take.</summary>
    [Parameter]
    [ValidateRange(1, 3_600)]
    public int ConnectionTimeoutSec { get; set; } = 30;

    /// <summary>How many seconds a call may take to be answered; row streams are not bound by it.</summary>
    [Parameter]
    [ValidateRange(1, 86_400)]
    public int TimeoutSec { get; set; } = 100;

    /// <summary>How many seconds a row stream that has begun may stay silent.</summary>
    [Parameter]
    [ValidateRange(1, 86_400)]
    public int IdleTimeoutSec { get; set; } = 300;

    protected override void EndProcessing() => OrTerminate(Name, () =>
    {
        var session = OwoxSession.ForApiKey(FindKey(), Options());
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

    private OwoxSessionOptions Options() => new()
    {
        Retry = Loading.RetryLoader.Retry,
        Tokens = SharedTokens.Pool,
        ConnectTimeout = TimeSpan.FromSeconds(ConnectionTimeoutSec),
        Timeout = TimeSpan.FromSeconds(TimeoutSec),
        IdleTimeout = TimeSpan.FromSeconds(IdleTimeoutSec),
        UserAgent = UserAgent.For(Host.Version),
    };

    private ApiKey FindKey()
    {
        if (ApiKey is not null)
        {
            if (ToSecureStringAttribute.WasPlain(ApiKey))
            {
                WriteWarning("The API key was given as plain text: it may stay in the history and in logs. Pass a SecureString, "
                    + "for example (Read-Host -AsSecureString), or set the variable OWOX_API_KEY.");
            }

            return Owox.ApiKey.Parse(SecretText.Reveal(ApiKey), AllowUnencrypted);
        }

        var file = EnvironmentFile is null
            ? null
            : Secrets.EnvironmentFile.Read(GetUnresolvedProviderPathFromPSPath(EnvironmentFile));
        return ApiKeyVariables.Find(file, AllowUnencrypted) ?? Prompt();
    }

    private ApiKey Prompt()
    {
        // A file that was named and holds no key is a mistake to tell, not to paper over with a question.
        if (EnvironmentFile is not null || !HostInteraction.CanPrompt(Host))
        {
            throw new OwoxConfigurationException(ErrorReason.NoApiKey, NoKey());
        }

        Host.UI.Write("OWOX API key: ");
        return Owox.ApiKey.Parse(SecretText.Reveal(Host.UI.ReadLineAsSecureString()), AllowUnencrypted);
    }

    private string NoKey() =>
        (EnvironmentFile is null ? "No API key was found" : $"The environment file '{EnvironmentFile}' and the environment hold no API key")
        + $", and nobody can be asked here. Give one in one of these ways: set the variable {ApiKeyVariables.Key}; "
        + $"set {ApiKeyVariables.Origin}, {ApiKeyVariables.KeyId} and {ApiKeyVariables.KeySecret}; "
        + "pass -EnvironmentFile with a file that holds them; or pass -ApiKey with a SecureString. "
        + "In a pipeline, map the secret variable in the step (env: { OWOX_API_KEY: $(OWOX_API_KEY) }).";
}
