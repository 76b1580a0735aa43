using System.Threading;
using System.Threading.Tasks;

namespace Owox.PowerShell.ApiKeys;

/// <summary>Proves a key by using it: exchanges it and asks the server whom it stands for.</summary>
internal static class KeyProof
{
    /// <exception cref="OwoxException">The key does not work, or could not be tried.</exception>
    public static async Task<bool> ProveAsync(ApiKey key, OwoxSessionOptions options, ICallObserver observer, CancellationToken stop)
    {
        // A pool of its own: the proof must come from a new exchange, not from a token that is at hand.
        using var session = OwoxSession.ForApiKey(key, options with { Tokens = new Auth.AccessTokenPool() });
        var client = new OwoxClient(session, observer);
        await client.AuthenticateAsync(stop).ConfigureAwait(false);
        var context = await client.GetAuthContextAsync(stop).ConfigureAwait(false);
        return context?.ApiKeyId is null || context.ApiKeyId == key.Id;
    }
}
