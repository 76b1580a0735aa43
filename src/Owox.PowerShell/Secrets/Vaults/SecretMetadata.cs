using System.Collections;
using System.Globalization;

namespace Owox.PowerShell.Secrets.Vaults;

/// <summary>The metadata of a rotated secret. Entries of other programs are kept, and entries about the key are updated.</summary>
/// <param name="metadata">The current metadata of the secret.</param>
/// <param name="description">The new description; null to keep the existing one, empty to remove it.</param>
internal sealed class SecretMetadata(IEnumerable<KeyValuePair<string, object>> metadata, string? description)
{
    private readonly Hashtable _kept = Keep(metadata);
    private readonly string? _description = description ?? Description(metadata);

    /// <summary>Whether a vault without metadata would lose data.</summary>
    public bool MustBeKept => _kept.Count > 0 || !string.IsNullOrEmpty(_description);

    /// <summary>Returns the metadata of a secret without a key.</summary>
    public Hashtable WithoutKey()
    {
        var notes = new Hashtable(_kept);
        if (!string.IsNullOrEmpty(_description))
        {
            notes[ApiKeyMetadata.Description] = _description;
        }

        return notes;
    }

    /// <summary>Returns the metadata of a secret with this key.</summary>
    public Hashtable Create(ApiKeyInfo key, string origin)
    {
        var notes = new Hashtable(_kept);
        foreach (DictionaryEntry note in ApiKeyMetadata.Create(key, origin, _description))
        {
            notes[note.Key] = note.Value;
        }

        return notes;
    }

    /// <summary>The names of the entries that a vault did not keep.</summary>
    public IReadOnlyList<string> MissingIn(IReadOnlyDictionary<string, object> stored) =>
        [.. WithoutKey().Cast<DictionaryEntry>()
            .Where(note => !stored.TryGetValue((string)note.Key, out var value) || !AreEqual(note.Value, value))
            .Select(static note => (string)note.Key)
            .OrderBy(static name => name, StringComparer.Ordinal)];

    private static Hashtable Keep(IEnumerable<KeyValuePair<string, object>> metadata)
    {
        var kept = new Hashtable(StringComparer.OrdinalIgnoreCase);
        foreach (var note in metadata.Where(static note => !ApiKeyMetadata.Names.Contains(note.Key)))
        {
            // Vaults that store JSON return integers as Int64, which SecretManagement does not accept.
            kept[note.Key] = note.Value is long number and >= int.MinValue and <= int.MaxValue ? (int)number : note.Value;
        }

        return kept;
    }

    private static string? Description(IEnumerable<KeyValuePair<string, object>> metadata) =>
        metadata.FirstOrDefault(static note => string.Equals(note.Key, ApiKeyMetadata.Description, StringComparison.OrdinalIgnoreCase)).Value?.ToString();

    // Some vaults store dates and numbers as text.
    private static bool AreEqual(object? one, object? other) => Text(one) == Text(other);

    private static string Text(object? value) => value switch
    {
        DateTime time => time.ToUniversalTime().ToString("u", System.Globalization.CultureInfo.InvariantCulture),
        string text when DateTime.TryParse(
            text, System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AdjustToUniversal | System.Globalization.DateTimeStyles.AssumeUniversal, out var time)
            => time.ToString("u", System.Globalization.CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture) ?? "",
    };
}

/// <summary>The metadata of an API key in a vault. It contains no secrets and only types that vaults support.</summary>
internal static class ApiKeyMetadata
{
    /// <summary>The description that a user specifies.</summary>
    public const string Description = "owoxDescription";

    private const string KeyId = "owoxApiKeyId";
    private const string Origin = "owoxOrigin";
    private const string KeyName = "owoxName";
    private const string CreatedAt = "owoxCreatedAt";
    private const string ExpiresAt = "owoxExpiresAt";
    private static readonly TimeSpan ExpiryWarningPeriod = TimeSpan.FromDays(14);

    /// <summary>The names of all entries.</summary>
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

    /// <summary>
    /// Returns a warning if a key expires soon or has expired; null if it does not, or if the metadata does not contain the expiry.
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

    private static void Add(Hashtable notes, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            notes[name] = value;
        }
    }
}
