using System.Collections;
using System.Globalization;
using System.Text.Json;
using Owox.PowerShell.Secrets.Stores;
using Owox.Text;

namespace Owox.PowerShell.Secrets.KeyVaults;

/// <summary>The tags of the secrets of a key vault, which contain the metadata.</summary>
internal sealed class KeyVaultTags(KeyVaultStore store, KeyVaultClient client, KeyVaultErrors errors) : ISecretMetadataStore
{
    // The limits of Azure Key Vault: tags of a secret, and characters of a name or a value.
    public const int MaxCount = 15;
    private const int MaxLength = 256;

    public StoredSecret? Describe(string secret) => store.Read(secret) is { } found
        ? new StoredSecret(secret, nameof(System.Security.SecureString), Values(found.Tags))
        : null;

    public IEnumerable<StoredSecret> List()
    {
        var pages = new HashSet<string>(StringComparer.Ordinal);
        string? next = null;
        do
        {
            var address = next;
            var response = store.Send((observer, cancellationToken) => client.ListAsync(address, observer, cancellationToken));
            errors.Require(response, "*", "list");
            var page = KeyVaultPage.Read(response.Body) ?? throw errors.NotListed("the response is not a list");
            foreach (var item in page.Items)
            {
                yield return new StoredSecret(item.Name, nameof(System.Security.SecureString), Values(item.Tags));
            }

            next = page.NextPath(store.Name);
            if (next is null ? !page.IsLast : !pages.Add(next))
            {
                throw errors.NotListed(next is null ? "the address of the next page is on another host or not valid" : "its pages repeat");
            }
        }
        while (next is not null);
    }

    public string? Problem(Hashtable metadata) => Problem(ToTags(metadata));

    public void Set(string secret, Hashtable metadata)
    {
        var tags = ToTags(metadata);
        if (Problem(tags) is { } problem)
        {
            throw errors.Failed(secret, "write the tags of", problem);
        }

        var current = store.Read(secret) ?? throw errors.Missing(secret);
        var kept = current.Tags.TryGetValue(FormerVersion.Tag, out var former) ? FormerVersion.Note(tags, former) : tags;
        var body = Utf8Json.Object(json => Write(json, kept));
        errors.Require(store.Send((observer, cancellationToken) => client.PatchAsync(secret, current.Version, body, observer, cancellationToken)), secret, "write the tags of");
    }

    public bool TrySet(string secret, Hashtable metadata)
    {
        try
        {
            Set(secret, metadata);
            return true;
        }
        catch (OwoxVaultException)
        {
            return false;
        }
    }

    public IDictionary<string, object> GetCached(string secret, Action<string> skipped) =>
        store.LastRead(secret) is { } found ? Values(found.Tags) : new Dictionary<string, object>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Writes the property with the tags.</summary>
    public static void Write(Utf8JsonWriter json, IReadOnlyDictionary<string, string> tags)
    {
        json.WriteStartObject("tags");
        foreach (var tag in tags)
        {
            json.WriteString(tag.Key, tag.Value);
        }

        json.WriteEndObject();
    }

    private static Dictionary<string, string> ToTags(Hashtable metadata) => metadata.Cast<DictionaryEntry>().ToDictionary(
        static tag => (string)tag.Key, static tag => Convert.ToString(tag.Value, CultureInfo.InvariantCulture) ?? "", StringComparer.Ordinal);

    private static string? Problem(Dictionary<string, string> tags) =>
        tags.Count > MaxCount || tags.Any(static tag => tag.Key.Length > MaxLength || tag.Value.Length > MaxLength)
            ? $"a secret has at most {MaxCount} tags of {MaxLength} characters"
            : null;

    private static Dictionary<string, object> Values(IReadOnlyDictionary<string, string> tags)
    {
        var values = new Dictionary<string, object>(StringComparer.OrdinalIgnoreCase);
        foreach (var tag in tags)
        {
            values[tag.Key] = tag.Value;
        }

        return values;
    }
}
