using System.Security;

namespace Owox.PowerShell.Secrets.Keys;

/// <summary>A key of any kind as the server lists it, without its value.</summary>
/// <param name="Id">The ID. Not secret.</param>
/// <param name="Name">The name.</param>
internal sealed record IssuedKey(string Id, string Name)
{
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>When the key expires; null for never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>When the key was last used; null for never.</summary>
    public DateTimeOffset? LastUsedAt { get; init; }

    /// <summary>The deployment that a license key is for; null for other kinds.</summary>
    public string? Origin { get; init; }

    /// <summary>The member who created a license key; null for other kinds, or if the member is not known.</summary>
    public Member? CreatedBy { get; init; }

    public bool IsExpired => ExpiresAt <= DateTimeOffset.UtcNow;

    /// <summary>Full days until the key expires, or null if it does not expire, negative if it has expired.</summary>
    public int? DaysLeft(DateTimeOffset now) => ExpiresAt is { } end ? Days(end - now) : null;

    /// <summary>Full days since the key was last used or, if it never was, since it was created.</summary>
    public int? DaysUnused(DateTimeOffset now) => (LastUsedAt ?? CreatedAt) is { } used ? Days(now - used) : null;

    private static int Days(TimeSpan span) => (int)Math.Floor(span.TotalDays);
}

/// <summary>A new key and its value, which cannot be retrieved again.</summary>
/// <param name="Info">The properties of the key.</param>
/// <param name="Value">The complete value.</param>
internal sealed record NewKey(IssuedKey Info, SecureString Value);

/// <summary>A key that a secret contains. Two of them are equal only if their values are equal: a vault can keep an ID but change the value.</summary>
/// <param name="Id">The ID of the key.</param>
/// <param name="Value">The secret part of an API key, or the complete value of another key.</param>
internal sealed record StoredKey(string Id, string Value)
{
    /// <summary>The deployment that issued an API key; null for other kinds, whose values do not contain it.</summary>
    public ApiOrigin? Origin { get; init; }

    /// <summary>The ID. The value is secret.</summary>
    public override string ToString() => Id;
}
