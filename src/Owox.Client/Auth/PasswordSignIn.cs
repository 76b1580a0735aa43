using System.IO;
using System.Net.Http;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using Owox.Http;

namespace Owox.Auth;

/// <summary>Signs a member in and out with a password, where the deployment has that.</summary>
internal static class PasswordSignIn
{
    private const string SignInPath = "/auth/better-auth/sign-in/email";
    private const string SignOutPath = "/auth/better-auth/sign-out";

    // Signing in too often is refused for some seconds: that is worth the wait. Nothing else is tried twice.
    private static readonly RetryRules Patient = new([429], ConnectionErrors: false);

    public static async Task<SessionCookie> SignInAsync(
        ApiTransport transport, string email, string password, ICallObserver? observer, CancellationToken cancellationToken)
    {
        var request = ApiRequest.WithJson(HttpMethod.Post, SignInPath, Body(email, password)) with { Secrets = [password], Retry = Patient };
        using var response = await transport.SendAsync(request, observer, cancellationToken).ConfigureAwait(false);
        await RefusalReader.ThrowIfRefusedAsync(response, request, RefusalText.ForSignIn(transport.Origin, email), cancellationToken).ConfigureAwait(false);
        return SessionCookie.FromAnswer(response)
            ?? throw Refusals.Unexpected(request, (int)response.StatusCode, "it sets no session cookie");
    }

    public static async Task SignOutAsync(
        ApiTransport transport, SessionCookie cookie, ICallObserver? observer, CancellationToken cancellationToken)
    {
        var request = ApiRequest.WithJson(HttpMethod.Post, SignOutPath, [(byte)'{', (byte)'}']) with
        {
            Cookie = cookie.Header,
            NamesOrigin = true,
            Secrets = [cookie.Value],
            Retry = RetryRules.Never,
        };
        using var response = await transport.SendAsync(request, observer, cancellationToken).ConfigureAwait(false);
        await RefusalReader.ThrowIfRefusedAsync(response, request, null, cancellationToken).ConfigureAwait(false);
    }

    private static byte[] Body(string email, string password)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteString("email", email);
            json.WriteString("password", password);
            json.WriteEndObject();
        }

        return stream.ToArray();
    }
}
