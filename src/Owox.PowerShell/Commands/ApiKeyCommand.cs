namespace Owox.PowerShell.Commands;

/// <summary>A cmdlet that manages API keys, which takes a member's connection.</summary>
public abstract class ApiKeyCommand : ConnectedCommand
{
    /// <summary>Fails before anything is asked or sent where the connection is one of an API key.</summary>
    protected override void BeginProcessing() => OrTerminate(Connection, () =>
    {
        var connection = ResolveConnection();
        _ = new OwoxClient(connection.Session).ApiKeys;
    });

    /// <summary>The member's keys that are not revoked.</summary>
    private protected ApiKeyInfo[] LiveKeys() =>
        Call(static (client, stop) => client.ApiKeys.ListAsync(includeRevoked: false, stop));
}
