using Owox.Authentication;
using Owox.Http;

namespace Owox;

/// <summary>An origin and its credential. Thread-safe.</summary>
public sealed class OwoxSession : IDisposable
{
    private readonly SharedTokenCache.Lease _lease;
    private readonly SessionTokenProvider? _signedIn;
    private readonly CancellationTokenSource _closing = new();
    private int _disposed;

    private OwoxSession(HttpTransport transport, OwoxSessionOptions options, SharedTokenCache.Lease lease, SessionTokenProvider? signedIn = null)
    {
        Transport = transport;
        Options = options;
        _lease = lease;
        _signedIn = signedIn;
    }

    public ApiOrigin Origin => Transport.Origin;

    public CredentialType Kind => ApiKeyId is null ? CredentialType.Member : CredentialType.ApiKey;

    /// <summary>The API key ID (<c>pmk_…</c>); null for the session of a member.</summary>
    public string? ApiKeyId => _lease.Tokens.ApiKeyId;

    /// <summary>When the cached access token expires, or null if no token is cached, or its lifetime is not known.</summary>
    public DateTimeOffset? AccessTokenExpiresAt => _lease.Tokens.ExpiresAt;

    public bool IsOpen => Volatile.Read(ref _disposed) == 0;

    /// <summary>Whether this session was started by <see cref="SignInAsync"/>, so that <see cref="SignOutAsync"/> ends it.</summary>
    public bool CanSignOut => _signedIn is not null;

    /// <summary>The requests that the session may send.</summary>
    public AccessPolicy Access => Options.Access;

    /// <summary>The file in which the requests of the session are recorded, or null for none.</summary>
    public AuditLog? Audit => Options.Audit;

    /// <summary>The cached token if it is still valid; otherwise null.</summary>
    internal AccessToken? CachedToken => IsOpen ? _lease.Tokens.Current : null;

    /// <summary>Is canceled when the session is closed.</summary>
    internal CancellationToken Closing => _closing.Token;

    internal HttpTransport Transport { get; }

    /// <summary>Whether the server lacks the columns of reports. Exports do not request them again.</summary>
    internal bool LacksOutputSchemas { get; set; }

    internal OwoxSessionOptions Options { get; }

    /// <summary>Opens a session with an API key. Sends no request.</summary>
    public static OwoxSession ForApiKey(ApiKey key, OwoxSessionOptions? options = null)
    {
        options ??= new OwoxSessionOptions();
        return new OwoxSession(
            new HttpTransport(key.Origin, options),
            options,
            options.Tokens.Rent(Credential(options, key.Origin, key.Id, key.Secret), () => Cache(new ApiKeyTokenProvider(key, options.Clock), options)));
    }

    /// <summary>Signs a member in with a password, if the deployment supports it.</summary>
    /// <exception cref="OwoxAuthenticationException">The email address or the password is wrong.</exception>
    /// <exception cref="OwoxNotFoundException">The deployment does not support sign-in with a password.</exception>
    /// <exception cref="OwoxConnectionException">No response was received.</exception>
    public static async Task<OwoxSession> SignInAsync(
        ApiOrigin origin, string email, string password, OwoxSessionOptions options, IRequestObserver? observer, CancellationToken cancellationToken)
    {
        var transport = new HttpTransport(origin, options);
        try
        {
            var cookie = await PasswordSignIn.SignInAsync(transport, email, password, observer, cancellationToken).ConfigureAwait(false);
            var issuer = new SessionTokenProvider(cookie, options.Clock);
            return new OwoxSession(
                transport, options, options.Tokens.Rent(Credential(options, origin, cookie.Value), () => Cache(issuer, options)), issuer);
        }
        catch
        {
            transport.Dispose();
            throw;
        }
    }

    /// <summary>Opens a session with the session cookie of a member who signed in elsewhere. Sends no request.</summary>
    /// <exception cref="OwoxConfigurationException">The value is not a session cookie.</exception>
    public static OwoxSession ForRefreshToken(ApiOrigin origin, string refreshToken, OwoxSessionOptions options)
    {
        var cookie = SessionCookie.FromValue(refreshToken, origin);
        return new OwoxSession(
            new HttpTransport(origin, options),
            options,
            options.Tokens.Rent(Credential(options, origin, cookie.Value), () => Cache(new SessionTokenProvider(cookie, options.Clock), options)));
    }

    /// <summary>Opens a session with a member's access token, which cannot be renewed. Sends no request.</summary>
    /// <exception cref="OwoxConfigurationException">The text is not an access token.</exception>
    public static OwoxSession ForAccessToken(ApiOrigin origin, string accessToken, OwoxSessionOptions options) => new(
        new HttpTransport(origin, options),
        options,
        options.Tokens.Rent(
            Credential(options, origin, Guid.NewGuid()), () => Cache(new StaticTokenProvider(AccessTokenParser.Check(accessToken), options.Clock), options)));

    /// <summary>Ends the session on the server if it was started by <see cref="SignInAsync"/>. Other sessions stay valid.</summary>
    public Task SignOutAsync(IRequestObserver? observer, CancellationToken cancellationToken) => _signedIn is null
        ? Task.CompletedTask
        : PasswordSignIn.SignOutAsync(Transport, _signedIn.Cookie, observer, cancellationToken);

    /// <summary>Discards the token and closes the connections.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            _lease.Dispose();
            Transport.Dispose();
            _closing.Cancel();
        }
    }

    internal Task<AccessToken> GetTokenAsync(IRequestObserver? observer, CancellationToken cancellationToken) =>
        IsOpen
            ? _lease.Tokens.GetAsync(Transport, observer, cancellationToken)
            : throw Transport.Errors.Closed();

    internal void InvalidateToken(AccessToken rejected) => _lease.Tokens.Invalidate(rejected);

    // A token from a server whose certificate was not verified must not be shared with sessions that verify certificates.
    private static string Credential(OwoxSessionOptions options, params object[] parts) => $"{string.Join("\n", parts)}\n{options.Network.TlsTrustKey}";

    private static AccessTokenCache Cache(ITokenProvider issuer, OwoxSessionOptions options) => new(issuer, options.Clock);
}

/// <summary>The options for the requests of a session and for its access token.</summary>
public sealed record OwoxSessionOptions : HttpOptions
{
    /// <summary>The cache with which sessions of equal credentials share a token. By default each session has a separate cache.</summary>
    public SharedTokenCache Tokens { get; init; } = new();

    /// <summary>The clock for the lifetime of tokens; for tests.</summary>
    internal Func<DateTimeOffset> Clock { get; init; } = static () => DateTimeOffset.UtcNow;
}

/// <summary>How a session authenticates.</summary>
public enum CredentialType
{
    /// <summary>An API key. It has all permissions of its member, except the management of API keys.</summary>
    ApiKey,

    /// <summary>A member's session or access token. It has all permissions of the member.</summary>
    Member,
}
