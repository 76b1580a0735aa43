namespace Owox.PowerShell.Secrets.ApiKeys;

/// <summary>Finds the last use of API keys in the audit log, and in the server's runs of the member.</summary>
internal static class ApiKeyUsage
{
    /// <summary>The number of runs of the project, the newest first, that are searched.</summary>
    public const int MaxRuns = 1_000;

    private const string Scheduled = "scheduled";

    // An access token can be used for this time after the key was exchanged for it.
    private static readonly TimeSpan TokenLifetime = TimeSpan.FromMinutes(15);

    /// <summary>Sets the last use of each key to its last call in an audit log.</summary>
    /// <param name="keys">The keys.</param>
    /// <param name="calls">The calls, in any order.</param>
    public static void AddCalls(IEnumerable<OwoxApiKey> keys, IEnumerable<OwoxAuditEvent> calls)
    {
        var byId = keys.ToDictionary(static key => key.Id, StringComparer.Ordinal);
        foreach (var call in calls)
        {
            if (call.Actor is { } actor && byId.TryGetValue(actor, out var key) && call.Origin == key.Origin && !(key.LastUse?.Time >= call.Time))
            {
                key.LastUse = new OwoxApiKeyUse(call);
            }
        }
    }

    /// <summary>
    /// Sets the last use of keys that were used after their last call in the audit log: to the newest run of the member that an access token
    /// of the key can have started. A run that a schedule started is not a use.
    /// </summary>
    public static async Task AddRunsAsync(IEnumerable<OwoxApiKey> keys, OwoxClient client, CancellationToken cancellationToken)
    {
        var open = keys.Where(static key => key.LastUsedAt is { } used && !(key.LastUse?.Time > used)).ToList();
        if (open.Count == 0 || await client.Projects.GetAuthContextAsync(cancellationToken).ConfigureAwait(false) is not { } member)
        {
            return;
        }

        var read = 0;
        await foreach (var page in client.Runs.ListPagesAsync().WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            foreach (var run in page.Items)
            {
                open.RemoveAll(key => IsFound(key, run, member.UserId));
            }

            read += page.Items.Count;
            if (open.Count == 0 || read >= MaxRuns)
            {
                return;
            }
        }
    }

    // The newest runs come first, so the first run is the last use. An older run than the limit cannot be a use of the key.
    private static bool IsFound(OwoxApiKey key, Run run, string userId)
    {
        if ((run.StartedAt ?? run.CreatedAt) is not { } time || time > key.LastUsedAt + TokenLifetime)
        {
            return false;
        }

        if (time < (key.LastUse?.Time ?? key.CreatedAt ?? DateTimeOffset.MinValue))
        {
            return true;
        }

        if (run.CreatedByUser?.UserId != userId || run.RunType == Scheduled || run.Id == key.LastUse?.RunId)
        {
            return false;
        }

        key.LastUse = new OwoxApiKeyUse(run, time);
        return true;
    }
}
