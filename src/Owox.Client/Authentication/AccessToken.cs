using System.Text.Json;
using Owox.Http.Json;
using Owox.Http.Requests;
using Owox.Redaction;
using Owox.Text;

namespace Owox.Authentication;

/// <summary>An access token with its times of issue and expiration. <see cref="object.ToString"/> does not return the token.</summary>
internal sealed class AccessToken
{
    // The remaining fifth of the lifetime is enough for the slowest request to complete.
    private const double RenewAtShare = 0.8;

    private readonly DateTimeOffset _issuedAt;
    private readonly TimeSpan? _lifetime;

    public AccessToken(string value, DateTimeOffset issuedAt, TimeSpan? lifetime)
    {
        KnownSecrets.Add(value);
        Value = value;
        _issuedAt = issuedAt;
        _lifetime = lifetime;
    }

    public string Value { get; }

    /// <summary>When the token expires, or null if the server did not specify it.</summary>
    public DateTimeOffset? ExpiresAt => _issuedAt + _lifetime;

    public bool IsDueForRenewal(DateTimeOffset now) =>
        _lifetime is { } life && now >= _issuedAt + TimeSpan.FromTicks((long)(life.Ticks * RenewAtShare));

    public bool IsExpired(DateTimeOffset now) => now >= ExpiresAt;

    public override string ToString() => "access token";
}

/// <summary>Validates an access token that a user specified, before it is sent in a header.</summary>
internal static class AccessTokenParser
{
    private const string Scheme = "Bearer";

    /// <exception cref="OwoxConfigurationException">The text is not an access token. The message never contains the text.</exception>
    public static string Check(string text)
    {
        var token = CopiedKeyCleaner.Trim(text);
        if (token.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) && (token.Length == Scheme.Length || char.IsWhiteSpace(token[Scheme.Length])))
        {
            token = token.Substring(Scheme.Length);
        }

        token = CopiedKeyCleaner.Trim(token);
        return CopiedKeyCleaner.Problem(text, token, static c => c is > ' ' and <= '~') is { } problem
            ? throw new OwoxConfigurationException(
                ErrorReason.AccessTokenMalformed, $"The access token is malformed: {problem}. Copy the token again, without any other text.")
            : token;
    }
}

/// <summary>Parses the response of the routes that issue access tokens.</summary>
internal static class TokenResponse
{
    public static AccessToken Read(JsonElement response, DateTimeOffset asked, ApiRequest request)
    {
        if (response.ValueKind != JsonValueKind.Object
            || !response.TryGetProperty("accessToken", out var token)
            || token.ValueKind != JsonValueKind.String
            || string.IsNullOrWhiteSpace(token.GetString()))
        {
            throw JsonResponseReader.MissingField(request, "$.accessToken");
        }

        // A server without user management does not specify a lifetime. The token is then used until the server rejects it.
        TimeSpan? lifetime = response.TryGetProperty("accessTokenExpiresIn", out var seconds)
            && seconds.ValueKind == JsonValueKind.Number
            && seconds.TryGetDouble(out var life) && life is > 0 and < 315_360_000
            ? TimeSpan.FromSeconds(life)
            : null;
        return new AccessToken(token.GetString()!, asked, lifetime);
    }
}
