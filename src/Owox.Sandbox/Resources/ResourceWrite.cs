namespace Owox.Sandbox.Resources;

/// <summary>One request that creates, updates or deletes a resource.</summary>
/// <param name="Request">The request.</param>
/// <param name="Resource">The kind of resource.</param>
/// <param name="Body">The validated body.</param>
/// <param name="Document">The resource; changes to it are stored when the request succeeds.</param>
internal sealed record ResourceWrite(ApiRequest Request, Resource Resource, JsonObject Body, JsonObject Document)
{
    // The fields that refer to another resource.
    private static readonly (string Field, Func<Resource> Resource)[] References =
    [
        ("storageId", static () => ResourceTable.Storages),
        ("dataMartId", static () => ResourceTable.DataMarts),
        ("targetDataMartId", static () => ResourceTable.DataMarts),
        ("dataDestinationId", static () => ResourceTable.Destinations),
    ];

    public static readonly string[] OwnerFields = ["ownerIds", "businessOwnerIds", "technicalOwnerIds"];

    public ResourceStore Store => Request.State.Resources;
    public string Id => Text(Resource.IdField)!;

    /// <summary>Runs a change and returns its response.</summary>
    public static ApiResponse Run(ApiRequest request, Resource resource, ResourceChange change)
    {
        var (store, reader) = (request.State.Resources, new ResourceReader(request.State, request.Member));
        var parent = request.Route("dataMartId") is { Length: > 0 } id ? reader.Get(ResourceTable.DataMarts, id) : null;
        var old = change.Creates ? null : Find(request, resource, change, reader);
        var body = RequestBodyValidator.Validate(request.Body, change.Body);
        CheckReferences(store, body);
        var write = new ResourceWrite(request, resource, body, (JsonObject?)old?.DeepClone() ?? New(request, resource, parent));
        ResourceStore.Merge(write.Document, body);
        change.Apply?.Invoke(write);
        var document = write.Save(change, old);
        return change.Status == 204 ? ApiResponse.NoContent
            : change.IsEmpty ? ApiResponse.Empty : ApiResponse.Json(change.Status, reader.Read(change.Response ?? resource.Fields, document));
    }

    public string? Text(string field) => (string?)Document[field];

    /// <summary>Whether another resource of the kind has the same value in a field.</summary>
    public JsonObject? Duplicate(string field, string? within = null) => Store.All(Resource).FirstOrDefault(other =>
        (string?)other[Resource.IdField] != Id && (string?)other[field] == Text(field) && (within is null || (string?)other[within] == Text(within)));

    public IReadOnlyList<JsonNode?> Referring(Resource resource, string field) =>
        [.. Store.All(resource).Where(other => ResourceStore.Refers(other, field, Id)).Select(other => other[resource.IdField]!.DeepClone())];

    private static JsonObject Find(ApiRequest request, Resource resource, ResourceChange change, ResourceReader reader)
    {
        var document = reader.Get(resource, request);
        var isOwner = request.Member.IsAdmin || OwnerFields.Any(field => ResourceStore.Refers(document, field, request.Member.UserId));
        return (change.OwnersOnly ?? resource.OwnersOnly) is { } message && !isOwner ? throw ApiErrors.Framework(403, message) : document;
    }

    private static JsonObject New(ApiRequest request, Resource resource, JsonObject? parent)
    {
        var now = Timestamp.Seconds(request.State.Now);
        return new JsonObject
        {
            [resource.IdField] = Secret.NewId(),
            ["createdById"] = request.Member.UserId,
            ["createdAt"] = now,
            ["modifiedAt"] = now,
            [resource == ResourceTable.DataMarts ? "technicalOwnerIds" : "ownerIds"] = new JsonArray(request.Member.UserId),
        }.With("dataMartId", parent?["id"]?.DeepClone());
    }

    private static void CheckReferences(ResourceStore store, JsonObject body)
    {
        foreach (var (field, resource) in References)
        {
            if ((string?)body[field] is { } id)
            {
                store.Get(resource(), id);
            }
        }

        ApiError.ThrowIf(Unknown(ResourceTable.Contexts, "contextIds").Any(), static () =>
            ApiErrors.Framework(400, "One or more context IDs are invalid or do not belong to this project"));
        var unknown = OwnerFields.SelectMany(field => Unknown(ResourceTable.Members, field)).ToList();
        ApiError.ThrowIf(unknown.Count > 0, () =>
            ApiErrors.Framework(400, $"The following user IDs are not members of this project: {string.Join(", ", unknown)}"));

        IEnumerable<string> Unknown(Resource resource, string field) => (body[field] as JsonArray ?? [])
            .Select(static id => (string)id!).Where(id => store.Find(resource, id) is null);
    }

    private JsonObject Save(ResourceChange change, JsonObject? old)
    {
        if (change.Creates)
        {
            return Store.Add(Resource, Document);
        }

        if (change.Deletes)
        {
            Store.Remove(Resource, Id);
            return Document;
        }

        Document["modifiedAt"] = Timestamp.Seconds(Request.State.Now);
        ResourceStore.Merge(old!, Document);
        return old!;
    }
}
