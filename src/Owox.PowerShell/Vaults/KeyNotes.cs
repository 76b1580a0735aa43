using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;

namespace Owox.PowerShell.Vaults;

/// <summary>What is noted beside an API key in a vault: nothing secret, and only types that vaults keep.</summary>
internal static class KeyNotes
{
    private const string ExpiresAt = "owoxExpiresAt";
    private static readonly TimeSpan Soon = TimeSpan.FromDays(14);

    public static Hashtable Of(ApiKeyInfo key, string origin, string? description)
    {
        var notes = new Hashtable(StringComparer.Ordinal)
        {
            ["owoxApiKeyId"] = key.ApiKeyId,
            ["owoxOrigin"] = origin,
            ["owoxName"] = key.Name,
        };
        Add(notes, "owoxDescription", description);
        Add(notes, "owoxCreatedAt", key.CreatedAt?.ToString("o", CultureInfo.InvariantCulture));
        Add(notes, ExpiresAt, key.ExpiresAt?.ToString("o", CultureInfo.InvariantCulture));
        return notes;
    }

    /// <summary>The warning that a key ends soon, or has; null when it does not, or when the notes do not say.</summary>
    public static string? ExpiryWarning(IDictionary<string, object> notes, string secretName, DateTimeOffset now)
    {
        if (!notes.TryGetValue(ExpiresAt, out var text)
            || !DateTimeOffset.TryParse(text?.ToString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var end)
            || end - now > Soon)
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
