using System.Text.Json;
using Owox.Http.Json;
using Owox.Http.Requests;

namespace Owox.Authentication;

/// <summary>Reads the answer of the routes that issue access tokens.</summary>
internal static class TokenResponse
{
    public static AccessToken Read(JsonElement answer, DateTimeOffset asked, ApiRequest request)
    {
        if (answer.ValueKind != JsonValueKind.Object
            || !answer.TryGetProperty("accessToken", out var token)
            || token.ValueKind != JsonValueKind.String
            || string.IsNullOrWhiteSpace(token.GetString()))
        {
            throw JsonResponseReader.MissingField(request, "$.accessToken");
        }

        // A server without user management names no lifetime: such a token is used until it is refused.
        TimeSpan? lifetime = answer.TryGetProperty("accessTokenExpiresIn", out var seconds)
            && seconds.ValueKind == JsonValueKind.Number
            && seconds.TryGetDouble(out var life) && life is > 0 and < 315_360_000
            ? TimeSpan.FromSeconds(life)
            : null;
        return new AccessToken(token.GetString()!, asked, lifetime);
    }
}
