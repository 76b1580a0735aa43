using System.Collections;
using System.Globalization;

namespace Owox.PowerShell.Secrets.Vaults;

/// <summary>What is noted beside an API key in a vault: nothing secret, and only types that vaults keep.</summary>
internal static class ApiKeyMetadata
{
    /// <summary>The note that a user writes.</summary>
    public const string Description = "owoxDescription";

    private const string KeyId = "owoxApiKeyId";
    private const string Origin = "owoxOrigin";
    private const string KeyName = "owoxName";
    private const string CreatedAt = "owoxCreatedAt";
    private const string ExpiresAt = "owoxExpiresAt";
    private static readonly TimeSpan ExpiryWarningPeriod = TimeSpan.FromDays(14);

    /// <summary>The names of all notes.</summary>
    public static ISet<string> Names { get; } =
        new HashSet<string>([KeyId, Origin, KeyName, CreatedAt, ExpiresAt, Description], StringComparer.OrdinalIgnoreCase);

    public static Hashtable Create(ApiKeyInfo key, string origin, string? description)
    {
        var notes = new Hashtable(StringComparer.Ordinal)
        {
            [KeyId] = key.ApiKeyId,
            [Origin] = origin,
            [KeyName] = key.Name,
        };
        Add(notes, Description, description);
        Add(notes, CreatedAt, key.CreatedAt?.ToString("o", CultureInfo.InvariantCulture));
        Add(notes, ExpiresAt, key.ExpiresAt?.ToString("o", CultureInfo.InvariantCulture));
        return notes;
    }

    /// <summary>The warning that a key ends soon, or has; null when it does not, or when the notes do not say.</summary>
    public static string? ExpiryWarning(IDictionary<string, object> notes, string secretName, DateTimeOffset now)
    {
        if (!notes.TryGetValue(ExpiresAt, out var text)
            || !DateTimeOffset.TryParse(text?.ToString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var end)
            || end - now > ExpiryWarningPeriod)
        {
            return null;
        }

        var when = end.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        return $"The API key in the secret '{secretName}' {(end <= now ? "expired" : "expires")} on {when} UTC. "
            + $"Rotate it: connect as a member, then Invoke-OwoxApiKeyRotation -SecretName '{secretName}' -ExpiresIn 90.00:00.";
    }

    private static void Add(Hashtable notes, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            notes[name] = value;
        }
    }
}
