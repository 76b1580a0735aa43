using Owox.Http;

namespace Owox.Authentication;

/// <summary>Keeps one access token in memory and renews it once, however many callers wait for it.</summary>
internal sealed class AccessTokenCache(ITokenProvider issuer, Func<DateTimeOffset> clock) : IDisposable
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private AccessToken? _token;

    public string? ApiKeyId => issuer.ApiKeyId;

    /// <summary>When the cached token expires; null if no token is cached or its lifetime is not known.</summary>
    public DateTimeOffset? ExpiresAt => Volatile.Read(ref _token)?.ExpiresAt;

    /// <summary>The cached token, as long as the server takes it; never asks for one.</summary>
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
            // The caller that held the gate may have requested the token for which this one waits.
            if (GetValidToken() is { } brought)
            {
                return brought;
            }

            var fresh = await issuer.AcquireTokenAsync(transport, observer, cancellationToken).ConfigureAwait(false);
            Volatile.Write(ref _token, fresh);
            return fresh;
        }
        catch (OwoxException e) when (Passes(e) && Volatile.Read(ref _token) is { } old && !old.IsExpired(clock()))
        {
            // Renewal begins early so that one that fails need not be felt: the old token is still good.
            return old;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Forgets a token that the server refused; a newer one that another caller brought stays.</summary>
    public void Invalidate(AccessToken refused) => Interlocked.CompareExchange(ref _token, null, refused);

    /// <summary>Forgets the token. The gate stays: a caller may hold it, and without a wait handle it owns nothing.</summary>
    public void Dispose() => Volatile.Write(ref _token, null);

    private static bool Passes(OwoxException e) =>
        e is OwoxConnectionException or OwoxApiException { StatusCode: 429 or >= 500 };

    private AccessToken? GetValidToken()
    {
        var token = Volatile.Read(ref _token);
        return token is null || token.IsDueForRenewal(clock()) ? null : token;
    }
}
