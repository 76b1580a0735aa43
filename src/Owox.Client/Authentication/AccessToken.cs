using Owox.Redaction;

namespace Owox.Authentication;

/// <summary>An access token and the times that matter. Prints as nothing that could be used.</summary>
internal sealed class AccessToken
{
    // Renewing at four fifths leaves the slowest call time to be answered.
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

    /// <summary>When the server will stop taking it; null when the server did not say.</summary>
    public DateTimeOffset? ExpiresAt => _issuedAt + _lifetime;

    public bool IsDueForRenewal(DateTimeOffset now) =>
        _lifetime is { } life && now >= _issuedAt + TimeSpan.FromTicks((long)(life.Ticks * RenewAtShare));

    public bool IsExpired(DateTimeOffset now) => now >= ExpiresAt;

    public override string ToString() => "access token";
}
