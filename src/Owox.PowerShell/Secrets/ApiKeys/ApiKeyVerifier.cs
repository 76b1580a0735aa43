namespace Owox.PowerShell.Secrets.ApiKeys;

/// <summary>Verifies that an API key works: exchanges it for an access token, and reads whose key it is.</summary>
internal static class ApiKeyVerifier
{
    /// <summary>Whether the server accepts the key as the one that it claims to be.</summary>
    /// <exception cref="OwoxException">The key does not work or could not be tested.</exception>
    public static bool Verify(ConnectionCmdletBase cmdlet, ApiKey key)
    {
        var session = cmdlet.ResolveConnection().Session;
        return key.Origin.Equals(session.Origin)
            ? cmdlet.Await((log, cancellationToken) => VerifyAsync(key, session.Options, log, cancellationToken))
            : throw new OwoxVaultException(
                ErrorReason.RotationNotPossible, $"The API key {key.Id} is for {key.Origin}, and the connection is to {session.Origin}. It was not sent there.");
    }

    private static async Task<bool> VerifyAsync(ApiKey key, OwoxSessionOptions options, IRequestObserver observer, CancellationToken cancellationToken)
    {
        // A separate cache: the verification needs a new token, not one from an earlier exchange.
        using var session = OwoxSession.ForApiKey(key, options with { Tokens = new SharedTokenCache() });
        var client = new OwoxClient(session, observer);
        await client.AuthenticateAsync(cancellationToken).ConfigureAwait(false);
        var context = await client.Project.GetAuthContextAsync(cancellationToken).ConfigureAwait(false);
        return context?.ApiKeyId is null || context.ApiKeyId == key.Id;
    }
}
