using Owox.PowerShell.Secrets.Keys;
using Owox.PowerShell.Secrets.Vaults;
using Owox.Text;

namespace Owox.PowerShell.Secrets.KeyVaults;

/// <summary>
/// The version of a secret with the key that is now in another secret. It is disabled, so that it no longer gives access to the key. A tag of the
/// next version contains its ID until that has succeeded, so that a later run of any process can disable it.
/// </summary>
/// <param name="store">Sends the requests.</param>
/// <param name="client">The client of the vault.</param>
/// <param name="errors">The errors of the vault.</param>
/// <param name="warn">Receives a warning if the version could not be disabled.</param>
internal sealed class FormerVersion(KeyVaultStore store, KeyVaultClient client, KeyVaultErrors errors, Action<string> warn)
{
    /// <summary>The name of the tag.</summary>
    public const string Tag = KeyMetadata.FormerVersion;

    /// <summary>Returns the ID of the version to disable when a value is stored, or null for none.</summary>
    /// <param name="before">The current version, or null if the secret does not exist.</param>
    /// <param name="value">The new value.</param>
    public static string? Find(KeyVaultSecret? before, object value) =>
        before is null ? null
        : SecretValue.IsWithoutKey(value) && !SecretValue.IsWithoutKey(before.Value) ? before.Version
        : before.Tags.TryGetValue(Tag, out var version) ? version
        : null;

    /// <summary>Returns the tags of a version with this tag, if there is room for it.</summary>
    /// <param name="tags">The other tags.</param>
    /// <param name="version">The ID of the version to disable, or null to remove the tag.</param>
    public static Dictionary<string, string> Note(IEnumerable<KeyValuePair<string, string>> tags, string? version)
    {
        var noted = tags.Where(static tag => tag.Key != Tag).ToDictionary(static tag => tag.Key, static tag => tag.Value, StringComparer.Ordinal);
        if (version is not null && noted.Count < KeyVaultTags.MaxCount)
        {
            noted[Tag] = version;
        }

        return noted;
    }

    /// <summary>Disables the version, and then removes the tag.</summary>
    /// <param name="secret">The name of the secret.</param>
    /// <param name="version">The ID of the version to disable.</param>
    /// <param name="current">The current version, which has the tag.</param>
    public void TryDisable(string secret, string version, KeyVaultSecret? current)
    {
        try
        {
            Change(secret, version, "disable a version of", static json =>
            {
                json.WriteStartObject("attributes");
                json.WriteBoolean("enabled", value: false);
                json.WriteEndObject();
            });
            if (current?.Tags.ContainsKey(Tag) == true)
            {
                Change(secret, current.Version, "write the tags of", json => KeyVaultTags.Write(json, Note(current.Tags, version: null)));
            }
        }
        catch (OwoxVaultException e)
        {
            warn($"The version {version} of the secret '{secret}' may contain a key that is in use, and could not be disabled. The next rotation tries again. {e.Message}");
        }
    }

    private void Change(string secret, string version, string operation, Action<System.Text.Json.Utf8JsonWriter> write)
    {
        var body = Utf8Json.Object(write);
        errors.Require(store.Send((observer, cancellationToken) => client.PatchAsync(secret, version, body, observer, cancellationToken)), secret, operation);
    }
}
