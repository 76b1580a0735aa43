namespace Owox.Sandbox.Auth;

/// <summary>The access tokens that were issued. A token outlives the revocation of its key.</summary>
internal sealed class AccessTokens
{
    private static readonly TimeSpan MemberTokenLifetime = TimeSpan.FromHours(1);

    /// <summary>Tokens are as long as real ones: they count towards what a request's head may hold.</summary>
    private const int KeyTokenBytes = 888;
    private const int MemberTokenBytes = 544;

    private readonly ConcurrentDictionary<string, (Caller Caller, DateTimeOffset ExpiresAt)> _issued = new(StringComparer.Ordinal);
    private readonly SandboxOptions _options;

    public AccessTokens(SandboxOptions options) => _options = options;

    public string Issue(ApiKey key) => Issue(new Caller(key.Owner, key.Id), _options.TokenLifetime, KeyTokenBytes);

    public string Issue(Member member) => Issue(new Caller(member, null), MemberTokenLifetime, MemberTokenBytes);

    public Caller? Find(string token) =>
        _issued.TryGetValue(token, out var grant) && grant.ExpiresAt > _options.Clock.GetUtcNow() ? grant.Caller : null;

    /// <summary>Makes every token issued so far worthless.</summary>
    public void ExpireAll() => _issued.Clear();

    private string Issue(Caller caller, TimeSpan lifetime, int bytes)
    {
        var token = $"{Secret.New(27)}.{Secret.New(bytes)}.{Secret.New(32)}";
        _issued[token] = (caller, _options.Clock.GetUtcNow() + lifetime);
        return token;
    }
}
