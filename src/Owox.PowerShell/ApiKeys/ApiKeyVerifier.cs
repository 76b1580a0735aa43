namespace Owox.PowerShell.ApiKeys;

/// <summary>Proves a key by using it: exchanges it and asks the server whom it stands for.</summary>
internal static class ApiKeyVerifier
{
    /// <exception cref="OwoxException">The key does not work, or could not be tried.</exception>
    public static async Task<bool> ProveAsync(ApiKey key, OwoxSessionOptions options, IRequestObserver observer, CancellationToken cancellationToken)
    {
        // A pool of its own: the proof must come from a new exchange, not from a token that is at hand.
        using var session = OwoxSession.ForApiKey(key, options with { Tokens = new SharedTokenCache() });
        var client = new OwoxClient(session, observer);
        await client.AuthenticateAsync(cancellationToken).ConfigureAwait(false);
        var context = await client.Project.GetAuthContextAsync(cancellationToken).ConfigureAwait(false);
        return context?.ApiKeyId is null || context.ApiKeyId == key.Id;
    }
}
