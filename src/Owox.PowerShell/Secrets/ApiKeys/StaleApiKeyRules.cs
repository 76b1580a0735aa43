using System.Globalization;
using Owox.PowerShell.Secrets.Keys;

namespace Owox.PowerShell.Secrets.ApiKeys;

/// <summary>Determines why API keys may no longer be needed.</summary>
/// <param name="keys">All keys of the member that are not revoked.</param>
/// <param name="names">Recognizes the new keys of rotations.</param>
/// <param name="unusedFor">How long a key must be unused.</param>
/// <param name="expiringWithin">How long before its end a key is proposed; null for never.</param>
/// <param name="now">The current time.</param>
internal sealed class StaleApiKeyRules(IReadOnlyList<OwoxApiKey> keys, ReplacementName names, TimeSpan unusedFor, TimeSpan? expiringWithin, DateTimeOffset now)
{
    // A rotation may be under way, or keep the old key for its default grace period.
    private static readonly TimeSpan RotationTime = TimeSpan.FromDays(1);

    private readonly OwoxApiKey[] _active = [.. keys.Where(static key => key.Status == ApiKeyStatus.Active)];

    /// <summary>The reasons, the most important first; empty if the key seems to be needed.</summary>
    public IReadOnlyList<(ApiKeyStaleReason Reason, string Text)> Of(OwoxApiKey key) =>
        key.Status == ApiKeyStatus.Expired
            ? [(ApiKeyStaleReason.Expired, $"expired on {Day(key.ExpiresAt)}")]
            : [.. new[] { Unused(key), Leftover(key), Duplicate(key), Expiring(key) }.OfType<(ApiKeyStaleReason, string)>()];

    private static DateTimeOffset? LastUse(OwoxApiKey key) =>
        key.LastUse is { Source: ApiKeyUseSource.AuditLog } use && !(key.LastUsedAt > use.Time) ? use.Time : key.LastUsedAt;

    private static DateTimeOffset LastSeen(OwoxApiKey key) => LastUse(key) ?? key.CreatedAt ?? DateTimeOffset.MinValue;

    private static string Day(DateTimeOffset? time) => time?.ToLocalTime().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "an unknown day";

    private (ApiKeyStaleReason, string)? Unused(OwoxApiKey key) =>
        now - LastSeen(key) < unusedFor ? null
        : LastUse(key) is { } used ? (ApiKeyStaleReason.NotUsed, $"not used since {Day(used)}")
        : (ApiKeyStaleReason.NeverUsed, $"never used since it was created on {Day(key.CreatedAt)}");

    private (ApiKeyStaleReason, string)? Expiring(OwoxApiKey key) =>
        expiringWithin is { } time && key.ExpiresAt is { } end && end - now <= time ? (ApiKeyStaleReason.ExpiresSoon, $"expires on {Day(end)}") : null;

    // The name of the new key of a rotation contains the ID of the old key until the old key is revoked.
    private (ApiKeyStaleReason, string)? Leftover(OwoxApiKey key)
    {
        if (Array.Find(_active, other => IsEstablished(other) && LastUse(other) is not null && names.Replaces(other.Name) == key.Id) is { } newKey)
        {
            return (ApiKeyStaleReason.RotationLeftover, $"replaced by {newKey.Id} on {Day(newKey.CreatedAt)}, and not revoked");
        }

        return IsEstablished(key) && LastUse(key) is null && names.Replaces(key.Name) is { } old && Array.Exists(_active, other => other.Id == old)
            ? (ApiKeyStaleReason.RotationLeftover, $"created to replace {old}, and never used")
            : null;
    }

    private bool IsEstablished(OwoxApiKey key) => now - (key.CreatedAt ?? DateTimeOffset.MinValue) >= RotationTime;

    private (ApiKeyStaleReason, string)? Duplicate(OwoxApiKey key) =>
        _active.Where(other => other.Name == key.Name && LastSeen(other) > LastSeen(key)).OrderByDescending(LastSeen).FirstOrDefault() is { } newer
            ? (ApiKeyStaleReason.DuplicateName, $"has the same name as {newer.Id}, which was {(LastUse(newer) is null ? "created" : "used")} later")
            : null;
}
