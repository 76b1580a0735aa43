using System;
using System.Threading;
using System.Threading.Tasks;
using Owox.Auth;
using Owox.Http;

namespace Owox;

/// <summary>An origin with a way to get access tokens. Safe to use from many threads at once.</summary>
public sealed class OwoxSession : IDisposable
{
    private readonly AccessTokenPool.Lease _lease;
    private int _disposed;

    private OwoxSession(ApiTransport transport, AccessTokenPool.Lease lease, OwoxSessionOptions options)
    {
        Options = options;
        Transport = transport;
        _lease = lease;
    }

    public ApiOrigin Origin => Transport.Origin;

    /// <summary>The API key ID (<c>pmk_…</c>).</summary>
    public string? ApiKeyId => _lease.Tokens.ApiKeyId;

    /// <summary>When the cached access token ends; null when there is none or its life is not known.</summary>
    public DateTimeOffset? AccessTokenExpiresAt => _lease.Tokens.ExpiresAt;

    public bool IsOpen => Volatile.Read(ref _disposed) == 0;

    internal ApiTransport Transport { get; }

    internal OwoxSessionOptions Options { get; }

    /// <summary>Opens a session with an API key. Makes no call yet.</summary>
    public static OwoxSession ForApiKey(ApiKey key, OwoxSessionOptions? options = null)
    {
        options ??= new OwoxSessionOptions();
        return new OwoxSession(new ApiTransport(key.Origin, options), options.Tokens.Rent(key, options.Clock), options);
    }

    /// <summary>Forgets the token and closes the connections.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            _lease.Dispose();
            Transport.Dispose();
        }
    }

    internal Task<AccessToken> GetTokenAsync(ICallObserver? observer, CancellationToken cancellationToken) =>
        IsOpen
            ? _lease.Tokens.GetAsync(Transport, observer, cancellationToken)
            : throw new OwoxConfigurationException(
                ErrorReason.NotConnected, $"The connection to {Origin} was closed. Connect again with Connect-OwoxDataMarts.");

    internal void DropToken(AccessToken refused) => _lease.Tokens.Drop(refused);
}
