using System.Diagnostics.CodeAnalysis;

namespace Owox.Sandbox.Auth;

/// <summary>A member's signed-in browser, or what acts as one.</summary>
internal sealed record Session(string Id, string Token, string Cookie, Member Member, DateTimeOffset CreatedAt)
{
    public DateTimeOffset ExpiresAt => CreatedAt.AddDays(7);
}

/// <summary>The sessions behind the refreshToken cookie.</summary>
internal sealed class Sessions
{
    public const string CookieName = "refreshToken";

    private readonly ConcurrentDictionary<string, Session> _byCookie = new(StringComparer.Ordinal);
    private readonly TimeProvider _clock;

    public Sessions(TimeProvider clock) => _clock = clock;

    public Session Open(Member member)
    {
        var cookie = $"{Secret.New(24)}.{Secret.New(32)}";
        return _byCookie[cookie] = new Session(Secret.New(24), Secret.New(24), cookie, member, _clock.GetUtcNow());
    }

    public bool TryFind(HttpRequest request, [NotNullWhen(true)] out Session? session)
    {
        session = null;
        return request.Cookies[CookieName] is { } cookie
            && _byCookie.TryGetValue(cookie, out session)
            && session.ExpiresAt > _clock.GetUtcNow();
    }

    public void Close(HttpRequest request)
    {
        if (TryFind(request, out var session))
        {
            _byCookie.TryRemove(session.Cookie, out _);
        }
    }
}
