using System.Buffers.Text;

namespace Owox.Sandbox.Auth;

/// <summary>An API key as the server stores it.</summary>
internal sealed class ApiKey(string id, Member owner, string name, DateTimeOffset createdAt, DateTimeOffset? expiresAt)
{
    private readonly string _secret = Secret.New(32);
    private DateTimeOffset? _lastAuthenticatedAt;

    public string Id => id;
    public Member Owner => owner;
    public DateTimeOffset CreatedAt => createdAt;
    public string Name { get; set; } = name;
    public bool IsRevoked { get; set; }

    public bool Authenticate(string secret, DateTimeOffset now)
    {
        var isValid = !IsRevoked && secret == _secret && (expiresAt is null || expiresAt > now);
        _lastAuthenticatedAt = isValid ? now : _lastAuthenticatedAt;
        return isValid;
    }

    /// <summary>The value of the key, which the real server shows only once.</summary>
    public string Value(string origin)
    {
        var parts = new JsonObject { ["apiOrigin"] = origin, ["apiKeyId"] = id, ["apiKeySecret"] = _secret };
        return "owox_key_" + Base64Url.EncodeToString(Encoding.UTF8.GetBytes(ApiResponse.Serialize(parts)));
    }

    public JsonObject Describe() => new()
    {
        ["apiKeyId"] = id,
        ["name"] = Name,
        ["expiresAt"] = expiresAt is { } expiry ? Timestamp.Milliseconds(expiry) : null,
        ["createdAt"] = Timestamp.Seconds(createdAt),
        ["lastAuthenticatedAt"] = _lastAuthenticatedAt is { } last ? Timestamp.Milliseconds(last) : null,
    };
}

/// <summary>All API keys, including revoked keys.</summary>
internal sealed class ApiKeys
{
    public const string AdminKeyId = "pmk_ExampleAdminKeyId00001";
    public const string ViewerKeyId = "pmk_ExampleViewerKeyId0001";
    public const string ExpiredKeyId = "pmk_ExampleExpiredKeyId001";
    public const string RevokedKeyId = "pmk_ExampleRevokedKeyId001";

    private readonly ConcurrentDictionary<string, ApiKey> _keys = new(StringComparer.Ordinal);
    private readonly TimeProvider _clock;

    public ApiKeys(Members members, SandboxOptions options)
    {
        _clock = options.Clock;
        var now = _clock.GetUtcNow();
        Add(new(AdminKeyId, members.Admin, "Sandbox key", now.AddDays(-3), null));
        Add(new(ViewerKeyId, members.Viewer, "Viewer key", now.AddDays(-2), null));
        Add(new(ExpiredKeyId, members.Admin, "Expired key", now.AddDays(-90), now.AddDays(-1)));
        Add(new(RevokedKeyId, members.Admin, "Revoked key", now.AddDays(-60), null) { IsRevoked = true });
    }

    public ApiKey Get(string id) => _keys[id];

    public ApiKey Create(Member owner, string name, DateTimeOffset? expiresAt) =>
        Add(new("pmk_" + Secret.New(16), owner, name, _clock.GetUtcNow(), expiresAt));

    /// <summary>The keys of a member, newest first.</summary>
    public IEnumerable<ApiKey> Of(Member owner, bool includeRevoked) =>
        _keys.Values.Where(key => key.Owner == owner && (includeRevoked || !key.IsRevoked)).OrderByDescending(key => key.CreatedAt);

    /// <summary>Returns a key of the member. The error for a key of another member is the same as for an unknown key.</summary>
    public ApiKey Own(Member owner, string id) => _keys.TryGetValue(id, out var key) && key.Owner == owner
        ? key
        : throw ApiErrors.Framework(404, "API key not found");

    /// <summary>Returns the key with the ID and the secret, or null. The server does not report which of them is invalid.</summary>
    public ApiKey? Authenticate(string id, string secret) =>
        _keys.TryGetValue(id, out var key) && key.Authenticate(secret, _clock.GetUtcNow()) ? key : null;

    private ApiKey Add(ApiKey key) => _keys[key.Id] = key;
}
