using System;

namespace Owox.Auth;

/// <summary>An access token and the times that matter. Prints as nothing that could be used.</summary>
internal sealed class AccessToken(string value, DateTimeOffset issuedAt, TimeSpan? lifetime)
{
    // Renewing at four fifths leaves the slowest call time to be answered.
    private const double RenewAtShare = 0.8;

    public string Value { get; } = value;

    /// <summary>When the server will stop taking it; null when the server did not say.</summary>
    public DateTimeOffset? ExpiresAt { get; } = issuedAt + lifetime;

    public bool IsDueForRenewal(DateTimeOffset now) =>
        lifetime is { } life && now >= issuedAt + TimeSpan.FromTicks((long)(life.Ticks * RenewAtShare));

    public bool IsExpired(DateTimeOffset now) => now >= ExpiresAt;

    public override string ToString() => "access token";
}
