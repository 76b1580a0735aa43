namespace Owox.PowerShell.Commands.ApiKeys;

/// <summary>The base class of cmdlets that manage API keys. They require the connection of a member.</summary>
public abstract class ApiKeyCmdletBase : ConnectionCmdletBase
{
    /// <summary>Reports an error before any prompt or request if the connection uses an API key.</summary>
    private protected override void Prepare() => InvokeTerminating(Connection, () =>
    {
        var connection = ResolveConnection();
        _ = new OwoxClient(connection.Session).ApiKeys;
    });

    /// <summary>Returns the member's keys that are not revoked.</summary>
    private protected ApiKeyInfo[] GetActiveKeys() =>
        Call(static (client, cancellationToken) => client.ApiKeys.ListAsync(includeRevoked: false, cancellationToken));
}
