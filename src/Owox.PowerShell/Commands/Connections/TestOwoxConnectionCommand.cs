using System.Management.Automation;
using Owox.PowerShell.Completion;
using Owox.PowerShell.Connections;

namespace Owox.PowerShell.Commands.Connections;

/// <summary>Tests whether a connection works, and returns the member that it represents.</summary>
[Cmdlet(VerbsDiagnostic.Test, "OwoxConnection")]
[OutputType(typeof(OwoxConnectionStatus), typeof(bool))]
public sealed class TestOwoxConnectionCommand : ConnectionCmdletBase
{
    private const string RowStream = "HTTP_DATA";
    private const string Success = "SUCCESS";
    private const string Restricted = "RESTRICTED";
    private const int RecentRuns = 100;

    /// <summary>The connection to test, or its name. Default: the current one of this runspace.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ArgumentCompleter(typeof(ConnectionNameCompleter))]
    [ConnectionTransformation]
    [ValidateNotNull]
    public override ConnectionReference? Connection { get; set; }

    /// <summary>Returns only true or false.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    private protected override void ProcessInput() => InvokeTerminating(Connection, () =>
    {
        var connection = ResolveConnection();
        var status = new OwoxConnectionStatus(connection);
        try
        {
            Describe(status, Call(GetContextAsync));
            status.IsAuthenticated = true;
            status.TokenLifetimeRemaining = connection.Session.AccessTokenExpiresAt - DateTimeOffset.UtcNow;
            if (!Quiet)
            {
                status.RowAccess = Call(FindRowAccessAsync);
            }
        }
        catch (OwoxException e) when (e is OwoxApiException or OwoxConnectionException)
        {
            status.Error = e.Message;
            status.ErrorId = Output.ErrorRecords.From(e, connection).FullyQualifiedErrorId;
        }

        WriteObject(Quiet ? status.IsAuthenticated : status);
    });

    private static async Task<AuthContext?> GetContextAsync(OwoxClient client, CancellationToken cancellationToken)
    {
        var context = await client.Projects.GetAuthContextAsync(cancellationToken).ConfigureAwait(false);
        if (context is null)
        {
            // An older server does not return the identity of a token, but a new token verifies the key.
            await client.ReauthenticateAsync(cancellationToken).ConfigureAwait(false);
        }

        return context;
    }

    // Access to rows cannot be tested without a query, but the server keeps records of earlier queries.
    private static async Task<RowAccess> FindRowAccessAsync(OwoxClient client, CancellationToken cancellationToken)
    {
        try
        {
            var runs = await client.Runs.ListNewestAsync(dataMartId: null, RecentRuns, cancellationToken).ConfigureAwait(false);
            return runs.FirstOrDefault(static run => run is { Type: RowStream, Status: Success or Restricted })?.Status switch
            {
                Success => RowAccess.Available,
                Restricted => RowAccess.Blocked,
                _ => RowAccess.Unknown,
            };
        }
        catch (OwoxException e) when (e is OwoxApiException or OwoxConnectionException or OwoxAccessException)
        {
            return RowAccess.Unknown;
        }
    }

    private static void Describe(OwoxConnectionStatus status, AuthContext? context)
    {
        status.Project = context?.ProjectTitle;
        status.ProjectId = context?.ProjectId;
        status.Member = context?.Email ?? context?.FullName;
        status.MemberId = context?.UserId;
        status.Roles = context?.Roles ?? [];
    }
}
