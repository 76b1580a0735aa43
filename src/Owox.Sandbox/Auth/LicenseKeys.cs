namespace Owox.Sandbox.Auth;

/// <summary>A license key as the server stores it. Its value is random text, and no license.</summary>
internal sealed class LicenseKey(string id, Member creator, string name, string origin, DateTimeOffset createdAt)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(365);

    public string Id => id;
    public DateTimeOffset CreatedAt => createdAt;
    public string Name { get; set; } = name;
    public bool IsRevoked { get; set; }

    /// <summary>The value, which the real server shows only once.</summary>
    public string Value { get; } = $"sandbox-license-{Secret.New(64)}";

    public JsonObject Describe() => new()
    {
        ["licenseKeyId"] = id,
        ["name"] = Name,
        ["origin"] = origin,
        ["expiresAt"] = Timestamp.Milliseconds(createdAt + Lifetime),
        ["lastUsedAt"] = null,
        ["createdAt"] = Timestamp.Seconds(createdAt),
        ["createdByUser"] = creator.Reference(),
    };
}

/// <summary>The license keys of the project, including revoked keys.</summary>
internal sealed class LicenseKeys(TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, LicenseKey> _keys = new(StringComparer.Ordinal);

    /// <summary>The keys that are not revoked, newest first.</summary>
    public IEnumerable<LicenseKey> Active => _keys.Values.Where(static key => !key.IsRevoked).OrderByDescending(static key => key.CreatedAt);

    public LicenseKey Create(Member creator, string name, string origin)
    {
        var key = new LicenseKey(Secret.NewId(), creator, name, origin, clock.GetUtcNow());
        return _keys[key.Id] = key;
    }

    public LicenseKey Get(string id) => _keys.TryGetValue(id, out var key) ? key : throw ApiErrors.Framework(404, "License key not found");
}
