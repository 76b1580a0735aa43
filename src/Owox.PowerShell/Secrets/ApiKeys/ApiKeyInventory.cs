namespace Owox.PowerShell.Secrets.ApiKeys;

/// <summary>Lists keys with their status. No field says that a key is revoked: the difference between the two lists does.</summary>
internal static class ApiKeyInventory
{
    public static async Task<OwoxApiKey[]> ReadAsync(OwoxClient client, bool includeRevoked, CancellationToken cancellationToken)
    {
        // The shorter list last: a key that is revoked in between then counts as revoked.
        var all = includeRevoked ? await client.ApiKeys.ListAsync(includeRevoked: true, cancellationToken).ConfigureAwait(false) : null;
        var live = await client.ApiKeys.ListAsync(includeRevoked: false, cancellationToken).ConfigureAwait(false);
        var liveIds = new HashSet<string>(live.Select(static k => k.ApiKeyId), StringComparer.Ordinal);
        var now = DateTimeOffset.UtcNow;
        return (all ?? live)
            .Select(key => new OwoxApiKey(key, Status(key, liveIds.Contains(key.ApiKeyId), now), client.Session.Origin.ToString(), now))
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
