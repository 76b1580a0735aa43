using System;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using Owox.Http;

namespace Owox.Auth;

/// <summary>Gets access tokens from a member's session.</summary>
internal sealed class MemberTokenIssuer(SessionCookie cookie, Func<DateTimeOffset> clock) : IAccessTokenIssuer
{
    private const string Path = "/auth/access-token";

    private SessionCookie _cookie = cookie;

    public string? ApiKeyId => null;

    public SessionCookie Cookie => Volatile.Read(ref _cookie);

    public async Task<AccessToken> IssueAsync(ApiTransport transport, ICallObserver? observer, CancellationToken cancellationToken)
    {
        var asked = clock();
        var request = new ApiRequest(HttpMethod.Get, Path) { Cookie = Cookie.Header, Secrets = [Cookie.Value] };
        using var response = await transport.SendAsync(request, observer, cancellationToken).ConfigureAwait(false);
        await RefusalReader.ThrowIfRefusedAsync(response, request, RefusalText.ForMemberSession(transport.Origin), cancellationToken).ConfigureAwait(false);
        using var answer = await JsonBody.ReadDocumentAsync(response, request).ConfigureAwait(false);
        if (SessionCookie.FromAnswer(response) is { } renewed)
        {
            Volatile.Write(ref _cookie, renewed);
        }

        return TokenAnswer.Read(answer.RootElement, asked, request);
    }
}
