namespace Owox.Sandbox.Resources;

/// <summary>
/// The resources of one sandbox as JSON documents, in the order of creation. Requests lock <see cref="Gate"/> while they read or
/// change documents.
/// </summary>
internal sealed class ResourceStore
{
    private readonly Dictionary<Resource, OrderedDictionary<string, JsonObject>> _documents =
        ResourceTable.All.ToDictionary(static resource => resource, static _ => new OrderedDictionary<string, JsonObject>(StringComparer.Ordinal));

    public Lock Gate { get; } = new();

    public IEnumerable<JsonObject> All(Resource resource) => _documents[resource].Values;

    public JsonObject? Find(Resource resource, string? id) => id is null ? null : _documents[resource].GetValueOrDefault(id);

    public JsonObject Get(Resource resource, string id) => Find(resource, id) ?? throw NotFound(resource, id);

    /// <summary>Returns the error for a resource that does not exist.</summary>
    public static ApiError NotFound(Resource resource, string id) =>
        ApiErrors.Framework(resource.NotFoundStatus, resource.NotFound.Replace("{id}", id, StringComparison.Ordinal));

    /// <summary>Adds a document, with default values for missing fields.</summary>
    public JsonObject Add(Resource resource, JsonObject document)
    {
        var complete = JsonNode.Parse(resource.Defaults)!.AsObject();
        Merge(complete, document);
        resource.Prepare?.Invoke(complete);
        _documents[resource].Add(complete[resource.IdField]!.GetValue<string>(), complete);
        return complete;
    }

    /// <summary>Removes a resource and the parts of a data mart that refer to it.</summary>
    public void Remove(Resource resource, string id)
    {
        _documents[resource].Remove(id);
        if (resource == ResourceTable.DataMarts)
        {
            foreach (var documents in _documents.Values)
            {
                var parts = documents.Where(part => Refers(part.Value, "dataMartId", id) || Refers(part.Value, "targetDataMartId", id));
                parts.Select(static part => part.Key).ToList().ForEach(key => documents.Remove(key));
            }
        }
    }

    /// <summary>Whether a field of the document is a reference to the ID, or a list of references that contains it.</summary>
    public static bool Refers(JsonObject document, string field, string id) => document[field] switch
    {
        JsonArray ids => ids.Any(item => (string?)item == id),
        JsonValue value => value.TryGetValue<string>(out var text) && text == id,
        _ => false,
    };

    public static void Merge(JsonObject document, JsonObject changes)
    {
        foreach (var (name, value) in changes)
        {
            document[name] = value?.DeepClone();
        }
    }
}
