namespace Owox.Sandbox.Auth;

/// <summary>The sessions behind the refreshToken cookie.</summary>
internal sealed class Sessions(TimeProvider clock)
{
    public const string CookieName = "refreshToken";

    private readonly ConcurrentDictionary<string, (Member Member, DateTimeOffset ExpiresAt)> _byCookie = new(StringComparer.Ordinal);

    /// <summary>Opens a session, and returns the value of its cookie.</summary>
    public string Open(Member member)
    {
        var cookie = $"{Secret.New(24)}.{Secret.New(32)}";
        _byCookie[cookie] = (member, clock.GetUtcNow().AddDays(7));
        return cookie;
    }

    public Member? Find(HttpRequest request) =>
        _byCookie.TryGetValue(request.Cookies[CookieName] ?? "", out var session) && session.ExpiresAt > clock.GetUtcNow() ? session.Member : null;

    public void Close(HttpRequest request) => _byCookie.TryRemove(request.Cookies[CookieName] ?? "", out _);
}
