using System.Collections;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Owox.PowerShell.Secrets.Keys;

/// <summary>The metadata that this module writes beside a secret. It contains no secrets and only types that vaults support.</summary>
internal static class KeyMetadata
{
    /// <summary>The description that a user specifies.</summary>
    public const string Description = "owoxDescription";

    /// <summary>The deployment that issued the value.</summary>
    public const string Origin = "owoxOrigin";

    /// <summary>The ID of the API key.</summary>
    public const string ApiKeyId = "owoxApiKeyId";

    /// <summary>The ID of the license key.</summary>
    public const string LicenseKeyId = "owoxLicenseKeyId";

    /// <summary>The deployment that a license key is for.</summary>
    public const string LicensedOrigin = "owoxLicensedOrigin";

    /// <summary>The ID of the destination.</summary>
    public const string DestinationId = "owoxDestinationId";

    /// <summary>The ID of a version of the secret in a key vault that must still be disabled.</summary>
    public const string FormerVersion = "owoxFormerVersion";

    /// <summary>A part of the hash of the value, which shows that the other entries are about the current value.</summary>
    public const string Fingerprint = "owoxFingerprint";

    private const string KeyName = "owoxName";
    private const string CreatedAt = "owoxCreatedAt";
    private const string ExpiresAt = "owoxExpiresAt";
    private const int FingerprintBytes = 8;
    private static readonly TimeSpan ExpiryWarningPeriod = TimeSpan.FromDays(14);

    /// <summary>The names of all entries.</summary>
    public static ISet<string> Names { get; } = new HashSet<string>(
        [ApiKeyId, LicenseKeyId, LicensedOrigin, DestinationId, Fingerprint, Origin, KeyName, CreatedAt, ExpiresAt, Description, FormerVersion], StringComparer.OrdinalIgnoreCase);

    /// <summary>Returns the entries about a value.</summary>
    /// <param name="idName">The name of the entry with the ID.</param>
    /// <param name="key">The key, or the destination with its secret key.</param>
    /// <param name="origin">The deployment that issued it.</param>
    /// <param name="description">The description of the user; null or empty for none.</param>
    public static Hashtable Create(string idName, IssuedKey key, string origin, string? description)
    {
        var notes = new Hashtable(StringComparer.Ordinal)
        {
            [idName] = key.Id,
            [Origin] = origin,
            [KeyName] = key.Name,
        };
        Add(notes, Description, description);
        Add(notes, LicensedOrigin, key.Origin);
        Add(notes, CreatedAt, key.CreatedAt?.ToString("o", CultureInfo.InvariantCulture));
        Add(notes, ExpiresAt, key.ExpiresAt?.ToString("o", CultureInfo.InvariantCulture));
        return notes;
    }

    /// <summary>Adds an entry unless its value is null or empty.</summary>
    public static void Add(Hashtable notes, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            notes[name] = value;
        }
    }

    /// <summary>Returns an entry as text, or null if it does not exist.</summary>
    public static string? Read(IReadOnlyDictionary<string, object>? notes, string name) =>
        notes is not null && notes.TryGetValue(name, out var value) && value?.ToString() is { Length: > 0 } text ? text : null;

    /// <summary>Returns a part of the SHA-256 of a value, in hexadecimal digits. The value cannot be derived from it.</summary>
    public static string FingerprintOf(string value)
    {
        using var sha = SHA256.Create();
        return string.Concat(sha.ComputeHash(Encoding.UTF8.GetBytes(value)).Take(FingerprintBytes).Select(static part => part.ToString("X2", CultureInfo.InvariantCulture)));
    }

    /// <summary>
    /// Returns a warning if a key expires soon or has expired, or null if it does not, or if the metadata does not contain the expiry.
    /// </summary>
    public static string? ExpiryWarning(IDictionary<string, object> notes, string secretName, DateTimeOffset now, string parameter = "")
    {
        if (!notes.TryGetValue(ExpiresAt, out var text)
            || !DateTimeOffset.TryParse(text?.ToString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var end)
            || end - now > ExpiryWarningPeriod)
        {
            return null;
        }

        var when = end.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        return $"The API key in the secret '{secretName}' {(end <= now ? "expired" : "expires")} on {when} UTC. "
            + $"To rotate it, connect as a member and run Invoke-OwoxApiKeyRotation -SecretName '{secretName}'{parameter} -ExpiresIn 90.00:00.";
    }
}
