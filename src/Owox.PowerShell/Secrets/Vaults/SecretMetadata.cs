using System.Collections;
using Owox.PowerShell.Secrets.Keys;
using Owox.PowerShell.Secrets.Stores;

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
            notes[KeyMetadata.Description] = _description;
        }

        return notes;
    }

    /// <summary>Returns the metadata of a secret with a value.</summary>
    /// <param name="describe">Returns the entries about the value for a description of the user.</param>
    public Hashtable Entries(Func<string?, Hashtable> describe)
    {
        var notes = new Hashtable(_kept);
        foreach (DictionaryEntry note in describe(_description))
        {
            notes[note.Key] = note.Value;
        }

        return notes;
    }

    /// <summary>Writes the metadata of a secret with a value. A store without metadata is not an error if no metadata is lost.</summary>
    /// <param name="store">The metadata of the store.</param>
    /// <param name="secretName">The name of the secret.</param>
    /// <param name="describe">Returns the entries about the value for a description of the user.</param>
    /// <param name="isRequired">Whether the entries about the value must be written.</param>
    /// <returns>Whether the store keeps metadata.</returns>
    /// <exception cref="OwoxVaultException">The store failed, or would lose metadata.</exception>
    public bool Write(ISecretMetadataStore store, string secretName, Func<string?, Hashtable> describe, bool isRequired = false)
    {
        if (!MustBeKept && !isRequired)
        {
            return TryWrite(store, secretName, describe);
        }

        store.Set(secretName, Entries(describe));
        return true;
    }

    /// <summary>Writes the metadata of a secret with a value; false if the store does not support it or failed.</summary>
    /// <param name="store">The metadata of the store.</param>
    /// <param name="secretName">The name of the secret.</param>
    /// <param name="describe">Returns the entries about the value for a description of the user.</param>
    public bool TryWrite(ISecretMetadataStore store, string secretName, Func<string?, Hashtable> describe) => store.TrySet(secretName, Entries(describe));

    /// <summary>The names of the entries that a vault did not keep.</summary>
    public IReadOnlyList<string> MissingIn(IReadOnlyDictionary<string, object> stored) =>
        [.. WithoutKey().Cast<DictionaryEntry>()
            .Where(note => !stored.TryGetValue((string)note.Key, out var value) || !AreEqual(note.Value, value))
            .Select(static note => (string)note.Key)
            .OrderBy(static name => name, StringComparer.Ordinal)];

    private static Hashtable Keep(IEnumerable<KeyValuePair<string, object>> metadata)
    {
        var kept = new Hashtable(StringComparer.OrdinalIgnoreCase);
        foreach (var note in metadata.Where(static note => !KeyMetadata.Names.Contains(note.Key)))
        {
            // Vaults that store JSON return integers as Int64, which SecretManagement does not accept.
            kept[note.Key] = note.Value is long number and >= int.MinValue and <= int.MaxValue ? (int)number : note.Value;
        }

        return kept;
    }

    private static string? Description(IEnumerable<KeyValuePair<string, object>> metadata) =>
        metadata.FirstOrDefault(static note => string.Equals(note.Key, KeyMetadata.Description, StringComparison.OrdinalIgnoreCase)).Value?.ToString();

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
