using System.Buffers.Text;

namespace Owox.Sandbox.Auth;

/// <summary>An API key as the server keeps it.</summary>
internal sealed class ApiKey
{
    public required string Id { get; init; }

    public required Member Owner { get; init; }

    public required string Secret { get; init; }

    public required string Name { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }

    public DateTimeOffset? LastAuthenticatedAt { get; set; }

    public bool IsRevoked { get; set; }

    public bool Opens(string secret, DateTimeOffset now) => !IsRevoked && secret == Secret && (ExpiresAt is null || ExpiresAt > now);

    /// <summary>The whole key, which a real server shows once.</summary>
    public string Value(string origin)
    {
        var parts = new JsonObject { ["apiOrigin"] = origin, ["apiKeyId"] = Id, ["apiKeySecret"] = Secret };
        return "owox_key_" + Base64Url.EncodeToString(Encoding.UTF8.GetBytes(JsonResponse.Text(parts)));
    }

    public JsonObject Describe() => new()
    {
        ["apiKeyId"] = Id,
        ["name"] = Name,
        ["expiresAt"] = ExpiresAt is { } expiry ? Timestamp.Milliseconds(expiry) : null,
        ["createdAt"] = Timestamp.Seconds(CreatedAt),
        ["lastAuthenticatedAt"] = LastAuthenticatedAt is { } last ? Timestamp.Milliseconds(last) : null,
    };
}
