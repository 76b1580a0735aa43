namespace Owox.Sandbox.Auth;

/// <summary>Who can use a route.</summary>
internal enum Access
{
    Anyone,
    SignedIn,
    MemberSession,
    MemberAdmin,
    TechnicalUser,
    ProjectAdmin,
}

/// <summary>The issued access tokens. A token stays valid after its key is revoked.</summary>
internal sealed class AccessTokens(SandboxOptions options)
{
    private static readonly TimeSpan MemberTokenLifetime = TimeSpan.FromHours(1);

    /// <summary>Tokens are as long as those of the real server, because the length of the headers is limited.</summary>
    private const int KeyTokenBytes = 888;
    private const int MemberTokenBytes = 544;

    private readonly ConcurrentDictionary<string, (Caller Caller, DateTimeOffset ExpiresAt)> _issued = new(StringComparer.Ordinal);

    public string Issue(Member owner, string keyId) => Issue(new Caller(owner, keyId), options.TokenLifetime, KeyTokenBytes);

    public string Issue(Member member) => Issue(new Caller(member, null), MemberTokenLifetime, MemberTokenBytes);

    /// <summary>Invalidates all tokens.</summary>
    public void ExpireAll() => _issued.Clear();

    /// <summary>Identifies the sender of a request, and verifies that the sender can use a route.</summary>
    public Caller? Authorize(HttpRequest request, Access access)
    {
        if (access == Access.Anyone)
        {
            return null;
        }

        var caller = Identify(request);
        return access switch
        {
            Access.MemberSession or Access.MemberAdmin when caller.ApiKeyId is not null =>
                throw ApiErrors.Guard(403, "API key authentication is not allowed for this endpoint"),
            Access.TechnicalUser when !caller.Member.IsAdmin => throw ApiErrors.RoleRequired("Technical User"),
            Access.ProjectAdmin or Access.MemberAdmin when !caller.Member.IsAdmin => throw ApiErrors.RoleRequired("Project Admin"),
            _ => caller,
        };
    }

    private Caller Identify(HttpRequest request)
    {
        var header = request.Headers["x-owox-authorization"].ToString();
        var token = header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? header["Bearer ".Length..] : header;
        var caller = Find(token.Trim()) ?? throw ApiErrors.Guard(401, "Authentication failed");
        var keyId = request.Headers["X-OWOX-Api-Key-Id"].ToString();
        return caller.ApiKeyId is null || caller.ApiKeyId == keyId ? caller : throw ApiErrors.Guard(403, "Access denied by api key");
    }

    private Caller? Find(string token) =>
        _issued.TryGetValue(token, out var grant) && grant.ExpiresAt > options.Clock.GetUtcNow() ? grant.Caller : null;

    private string Issue(Caller caller, TimeSpan lifetime, int bytes)
    {
        var token = $"{Secret.New(27)}.{Secret.New(bytes)}.{Secret.New(32)}";
        _issued[token] = (caller, options.Clock.GetUtcNow() + lifetime);
        return token;
    }
}
