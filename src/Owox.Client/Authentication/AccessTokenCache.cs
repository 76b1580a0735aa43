using Owox.Http;

namespace Owox.Authentication;

/// <summary>Keeps one access token in memory. Concurrent callers share one renewal.</summary>
internal sealed class AccessTokenCache(ITokenProvider issuer, Func<DateTimeOffset> clock) : IDisposable
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private AccessToken? _token;

    public string? ApiKeyId => issuer.ApiKeyId;

    /// <summary>When the cached token expires, or null if no token is cached or its lifetime is not known.</summary>
    public DateTimeOffset? ExpiresAt => Volatile.Read(ref _token)?.ExpiresAt;

    /// <summary>The cached token if it has not expired; otherwise null. Never requests a token.</summary>
    public AccessToken? Current => Volatile.Read(ref _token) is { } token && !token.IsExpired(clock()) ? token : null;

    public async Task<AccessToken> GetAsync(HttpTransport transport, IRequestObserver? observer, CancellationToken cancellationToken)
    {
        if (GetValidToken() is { } cached)
        {
            return cached;
        }

        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            // Another caller may have renewed the token while this one waited for the gate.
            if (GetValidToken() is { } brought)
            {
                return brought;
            }

            var fresh = await issuer.AcquireTokenAsync(transport, observer, cancellationToken).ConfigureAwait(false);
            Volatile.Write(ref _token, fresh);
            return fresh;
        }
        catch (OwoxException e) when (IsTransient(e) && Volatile.Read(ref _token) is { } old && !old.IsExpired(clock()))
        {
            // The renewal starts before the token expires, so a failed renewal does not matter yet: the old token is still valid.
            return old;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Discards the token that the server rejected. A newer token from another caller is kept.</summary>
    public void Invalidate(AccessToken rejected) => Interlocked.CompareExchange(ref _token, null, rejected);

    /// <summary>Discards the token. The gate is not disposed: a caller may hold it, and without a wait handle it holds no resources.</summary>
    public void Dispose() => Volatile.Write(ref _token, null);

    private static bool IsTransient(OwoxException e) =>
        e is OwoxConnectionException or OwoxApiException { StatusCode: 429 or >= 500 };

    private AccessToken? GetValidToken()
    {
        var token = Volatile.Read(ref _token);
        return token is null || token.IsDueForRenewal(clock()) ? null : token;
    }
}
