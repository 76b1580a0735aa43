namespace Owox.Sandbox.Auth;

/// <summary>All API keys, live and revoked.</summary>
internal sealed class ApiKeys
{
    public const string AdminKeyId = "pmk_ExampleAdminKeyId00001";
    public const string ViewerKeyId = "pmk_ExampleViewerKeyId0001";
    public const string ExpiredKeyId = "pmk_ExampleExpiredKeyId001";
    public const string RevokedKeyId = "pmk_ExampleRevokedKeyId001";

    private readonly Lock _gate = new();
    private readonly List<ApiKey> _keys = [];
    private readonly TimeProvider _clock;

    public ApiKeys(Members members, SandboxOptions options)
    {
        _clock = options.Clock;
        var now = _clock.GetUtcNow();
        Seed(AdminKeyId, members.Admin, "Sandbox key", now.AddDays(-3), options.KeyLifetime is { } life ? now + life : null);
        Seed(ViewerKeyId, members.Viewer, "Viewer key", now.AddDays(-2), null);
        Seed(ExpiredKeyId, members.Admin, "Expired key", now.AddDays(-90), now.AddDays(-1));
        Seed(RevokedKeyId, members.Admin, "Revoked key", now.AddDays(-60), null).IsRevoked = true;
    }

    public ApiKey Get(string id) => Find(id) ?? throw new ArgumentException($"No key {id}", nameof(id));

    public ApiKey Create(Member owner, string name, DateTimeOffset? expiresAt)
    {
        var key = new ApiKey
        {
            Id = "pmk_" + Secret.New(16),
            Owner = owner,
            Secret = Secret.New(32),
            Name = name,
            CreatedAt = _clock.GetUtcNow(),
            ExpiresAt = expiresAt,
        };
        lock (_gate)
        {
            _keys.Add(key);
        }

        return key;
    }

    /// <summary>The member's own keys, newest first.</summary>
    public IReadOnlyList<ApiKey> Of(Member owner, bool includeRevoked)
    {
        lock (_gate)
        {
            return [.. _keys.Where(key => key.Owner == owner && (includeRevoked || !key.IsRevoked))
                .OrderByDescending(key => key.CreatedAt)];
        }
    }

    /// <summary>A key of another member looks like one that does not exist.</summary>
    public ApiKey Own(Member owner, string id) => Find(id) is { } key && key.Owner == owner
        ? key
        : throw ApiErrors.Framework(404, "API key not found");

    /// <summary>The key that the pair opens, or null: the server never says what was wrong.</summary>
    public ApiKey? Authenticate(string id, string secret)
    {
        var now = _clock.GetUtcNow();
        if (Find(id) is not { } key || !key.Opens(secret, now))
        {
            return null;
        }

        key.LastAuthenticatedAt = now;
        return key;
    }

    private ApiKey? Find(string id)
    {
        lock (_gate)
        {
            return _keys.Find(key => key.Id == id);
        }
    }

    private ApiKey Seed(string id, Member owner, string name, DateTimeOffset created, DateTimeOffset? expires)
    {
        var key = new ApiKey
        {
            Id = id,
            Owner = owner,
            Secret = Secret.New(32),
            Name = name,
            CreatedAt = created,
            ExpiresAt = expires,
        };
        _keys.Add(key);
        return key;
    }
}
