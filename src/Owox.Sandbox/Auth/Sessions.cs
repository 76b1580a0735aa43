using System.Diagnostics.CodeAnalysis;

namespace Owox.Sandbox.Auth;

/// <summary>The session of a member.</summary>
internal sealed record Session(string Token, string Cookie, Member Member, DateTimeOffset ExpiresAt);

/// <summary>The sessions behind the refreshToken cookie.</summary>
internal sealed class Sessions(TimeProvider clock)
{
    public const string CookieName = "refreshToken";

    private readonly ConcurrentDictionary<string, Session> _byCookie = new(StringComparer.Ordinal);

    public Session Open(Member member)
    {
        var cookie = $"{Secret.New(24)}.{Secret.New(32)}";
        return _byCookie[cookie] = new Session(Secret.New(24), cookie, member, clock.GetUtcNow().AddDays(7));
    }

    public bool TryFind(HttpRequest request, [NotNullWhen(true)] out Session? session)
    {
        session = null;
        return request.Cookies[CookieName] is { } cookie
            && _byCookie.TryGetValue(cookie, out session)
            && session.ExpiresAt > clock.GetUtcNow();
    }

    public void Close(HttpRequest request)
    {
        if (TryFind(request, out var session))
        {
            _byCookie.TryRemove(session.Cookie, out _);
        }
    }
}
