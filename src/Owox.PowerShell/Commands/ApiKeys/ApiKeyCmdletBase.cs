namespace Owox.PowerShell.Commands.ApiKeys;

/// <summary>A cmdlet that manages API keys, which takes a member's connection.</summary>
public abstract class ApiKeyCmdletBase : ConnectionCmdletBase
{
    /// <summary>Fails before anything is asked or sent where the connection is one of an API key.</summary>
    private protected override void Prepare() => InvokeTerminating(Connection, () =>
    {
        var connection = ResolveConnection();
        _ = new OwoxClient(connection.Session).ApiKeys;
    });

    /// <summary>The member's keys that are not revoked.</summary>
    private protected ApiKeyInfo[] GetActiveKeys() =>
        Call(static (client, cancellationToken) => client.ApiKeys.ListAsync(includeRevoked: false, cancellationToken));
}
