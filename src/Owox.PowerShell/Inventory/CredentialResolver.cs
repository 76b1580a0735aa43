namespace Owox.PowerShell.Inventory;

/// <summary>Finds credentials by ID or by complete title.</summary>
internal sealed class CredentialResolver(ConnectionCmdletBase cmdlet) : TitleResolver("credential", "Get-OwoxCredential", "/api/credentials")
{
    protected override IEnumerable<ResolvedItem> Read() => cmdlet
        .Call(static (client, cancellationToken) => client.Credentials.ListAsync(cancellationToken))
        .Select(static credential => new ResolvedItem(credential.Id, credential.Title));
}
