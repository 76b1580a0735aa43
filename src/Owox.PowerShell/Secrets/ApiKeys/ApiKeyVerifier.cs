namespace Owox.PowerShell.Secrets.ApiKeys;

/// <summary>Verifies that an API key works: exchanges it for an access token and reads the identity of the token.</summary>
internal static class ApiKeyVerifier
{
    /// <summary>Whether the server accepts the key and returns its ID.</summary>
    /// <exception cref="OwoxException">The key does not work or could not be tested.</exception>
    public static bool Verify(ConnectionCmdletBase cmdlet, ApiKey key)
    {
        var session = cmdlet.ResolveConnection().Session;
        return key.Origin.Equals(session.Origin)
            ? cmdlet.Await((log, cancellationToken) => VerifyAsync(key, session.Options, log, cancellationToken))
            : throw new OwoxVaultException(
                ErrorReason.RotationNotPossible, $"The API key {key.Id} is for {key.Origin}, but the connection is to {session.Origin}. The key was not sent.");
    }

    private static async Task<bool> VerifyAsync(ApiKey key, OwoxSessionOptions options, IRequestObserver observer, CancellationToken cancellationToken)
    {
        // A separate cache: the verification needs a new token, not one from an earlier exchange.
        using var session = OwoxSession.ForApiKey(key, options with { Tokens = new SharedTokenCache() });
        var client = new OwoxClient(session, observer);
        await client.AuthenticateAsync(cancellationToken).ConfigureAwait(false);
        var context = await client.Projects.GetAuthContextAsync(cancellationToken).ConfigureAwait(false);
        return context?.ApiKeyId is null || context.ApiKeyId == key.Id;
    }
}

/// <summary>Validates the expiry of a key. The server accepts past dates, which are always mistakes.</summary>
internal static class ApiKeyExpiry
{
    /// <summary>Returns when the key expires; null for never.</summary>
    public static DateTimeOffset? Resolve(DateTimeOffset? at, TimeSpan? after, DateTimeOffset now)
    {
        if (at is not null && after is not null)
        {
            throw new OwoxConfigurationException(ErrorReason.ExpiryInvalid, "-ExpiresAt and -ExpiresIn cannot be used together. Specify one of them.");
        }

        var end = at ?? (now + after);
        return end is null || end > now ? end : throw Invalid($"{end.Value.UtcDateTime:yyyy-MM-dd HH:mm} UTC is not in the future");
    }

    private static OwoxConfigurationException Invalid(string what) => new(
        ErrorReason.ExpiryInvalid, $"The expiry of an API key cannot be used: {what}. Specify -ExpiresIn as days and hours (90.00:00), or specify a later date with -ExpiresAt.");
}

/// <summary>
/// Lists keys with their status. No field indicates that a key is revoked; it is revoked if only the list with revoked keys contains it.
/// </summary>
internal static class ApiKeyInventory
{
    public static async Task<OwoxApiKey[]> ReadAsync(OwoxClient client, bool includeRevoked, CancellationToken cancellationToken)
    {
        // The shorter list is read last, so a key that is revoked between the two requests is reported as revoked.
        var all = includeRevoked ? await client.ApiKeys.ListAsync(includeRevoked: true, cancellationToken).ConfigureAwait(false) : null;
        var live = await client.ApiKeys.ListAsync(includeRevoked: false, cancellationToken).ConfigureAwait(false);
        var liveIds = new HashSet<string>(live.Select(static k => k.ApiKeyId), StringComparer.Ordinal);
        var now = DateTimeOffset.UtcNow;
        return (all ?? live)
            .Select(key => new OwoxApiKey(ApiKeyKind.ToIssued(key), Status(key, liveIds.Contains(key.ApiKeyId), now), client.Session.Origin.ToString(), now))
            .OrderBy(static key => key.Status)
            .ThenBy(static key => key.Name, StringComparer.OrdinalIgnoreCase)
            .ThenBy(static key => key.CreatedAt)
            .ToArray();
    }

    private static ApiKeyStatus Status(ApiKeyInfo key, bool isLive, DateTimeOffset now) =>
        !isLive ? ApiKeyStatus.Revoked
        : key.ExpiresAt <= now ? ApiKeyStatus.Expired
        : ApiKeyStatus.Active;
}
