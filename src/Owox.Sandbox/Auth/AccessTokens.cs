namespace Owox.Sandbox.Auth;

/// <summary>The issued access tokens. A token stays valid after its key is revoked.</summary>
internal sealed class AccessTokens(SandboxOptions options)
{
    private static readonly TimeSpan MemberTokenLifetime = TimeSpan.FromHours(1);

    /// <summary>Tokens are as long as those of the real server, because the length of the headers is limited.</summary>
    private const int KeyTokenBytes = 888;
    private const int MemberTokenBytes = 544;

    private readonly ConcurrentDictionary<string, (Caller Caller, DateTimeOffset ExpiresAt)> _issued = new(StringComparer.Ordinal);

    public string Issue(ApiKey key) => Issue(new Caller(key.Owner, key.Id), options.TokenLifetime, KeyTokenBytes);

    public string Issue(Member member) => Issue(new Caller(member, null), MemberTokenLifetime, MemberTokenBytes);

    public Caller? Find(string token) =>
        _issued.TryGetValue(token, out var grant) && grant.ExpiresAt > options.Clock.GetUtcNow() ? grant.Caller : null;

    /// <summary>Invalidates all tokens.</summary>
    public void ExpireAll() => _issued.Clear();

    private string Issue(Caller caller, TimeSpan lifetime, int bytes)
    {
        var token = $"{Secret.New(27)}.{Secret.New(bytes)}.{Secret.New(32)}";
        _issued[token] = (caller, options.Clock.GetUtcNow() + lifetime);
        return token;
    }
}
