using Owox.PowerShell.Secrets.Stores;

namespace Owox.PowerShell.Secrets.Reports;

/// <summary>Which secrets of the searched stores contain which keys, according to their metadata. No value is read.</summary>
internal sealed class SecretStoreIndex
{
    private readonly Dictionary<(string Entry, string Id), List<string>> _locations = [];
    private int _searched;
    private int _failed;

    /// <summary>Whether every store could be searched, and there is at least one, so that a key without a location is in none of them.</summary>
    public bool IsComplete => _searched > 0 && _failed == 0;

    /// <summary>Adds the secrets of a store.</summary>
    /// <exception cref="OwoxException">The store cannot be searched.</exception>
    public void Add(Func<IWritableSecretStore> open)
    {
        // Until the end, so that an exception leaves the index incomplete.
        _failed++;
        var store = open();
        foreach (var secret in store.Metadata.List())
        {
            foreach (var note in secret.Metadata)
            {
                var key = (note.Key.ToUpperInvariant(), note.Value?.ToString() ?? "");
                if (!_locations.TryGetValue(key, out var names))
                {
                    _locations[key] = names = [];
                }

                names.Add($"{store.Name}/{secret.Name}");
            }
        }

        _failed--;
        _searched++;
    }

    /// <summary>The secrets whose metadata has this entry with this ID, separated by commas, or null if there are none.</summary>
    public string? Find(string entry, string id) => _locations.TryGetValue((entry.ToUpperInvariant(), id), out var names)
        ? string.Join(", ", names.OrderBy(static name => name, StringComparer.Ordinal))
        : null;
}
