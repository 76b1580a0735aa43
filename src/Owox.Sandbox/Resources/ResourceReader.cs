namespace Owox.Sandbox.Resources;

/// <summary>Creates responses for one member from the documents of the store.</summary>
internal sealed class ResourceReader(SandboxState state, Member member, bool isNested = false)
{
    /// <summary>The ID of the only project of a self-managed server.</summary>
    public const string ProjectId = "0";

    private static readonly Dictionary<string, Func<ResourceReader, JsonObject, JsonNode?>> Calculated = new(StringComparer.Ordinal)
    {
        ["projectId"] = static (_, _) => ProjectId,
        ["createdByUser"] = static (reader, document) => reader.IsNested ? null : reader.Person((string?)document["createdById"]),
        ["ownerUsers"] = static (reader, document) => reader.People(document["ownerIds"]),
        ["businessOwnerUsers"] = static (reader, document) => reader.People(document["businessOwnerIds"]),
        ["technicalOwnerUsers"] = static (reader, document) => reader.People(document["technicalOwnerIds"]),
        ["contexts"] = static (reader, document) => reader.Contexts(document["contextIds"]),
        ["storage"] = static (reader, document) => reader.Nested(ResourceTable.Storages, document["storageId"]),
        ["storageName"] = static (reader, document) => reader.Pick(ResourceTable.Storages, document["storageId"], "type", "title"),
        ["dataMart"] = static (reader, document) => reader.Nested(ResourceTable.DataMarts, document["dataMartId"]),
        ["dataMartName"] = static (reader, document) => reader.Pick(ResourceTable.DataMarts, document["dataMartId"], "id", "title"),
        ["dataDestinationAccess"] = static (reader, document) => reader.Nested(ResourceTable.Destinations, document["dataDestinationId"]),
        ["sourceDataMartId"] = static (_, document) => document["dataMartId"]?.DeepClone(),
        ["sourceDataMart"] = static (reader, document) => reader.RelatedDataMart(document["dataMartId"]),
        ["targetDataMart"] = static (reader, document) => reader.RelatedDataMart(document["targetDataMartId"]),
        ["destinationCredentials"] = static (reader, document) => reader.Credentials(document),
        ["schema"] = static (reader, document) => document["schema"]?.DeepClone() ?? new DataMart(document, reader.State.Warehouse).Schema(),
        ["fieldCount"] = static (reader, document) => new DataMart(document, reader.State.Warehouse).Table?.Columns.Count ?? 0,
        ["connectorSourceName"] = static (_, document) => document["definition"]?["connector"]?["source"]?["name"]?.DeepClone(),
        ["triggersCount"] = static (reader, document) => reader.Count(ResourceTable.Triggers, "dataMartId", document),
        ["reportsCount"] = static (reader, document) => reader.Count(ResourceTable.Reports, "dataMartId", document),
        ["descriptionOf035"] = static (reader, document) => reader.State.Options.Is035 ? document["description"]?.DeepClone() : null,
        ["credentialDefinition"] = static (_, document) => CredentialChecks.Definition((string?)document["definitionId"]),
        ["true"] = static (_, _) => true,
        ["false"] = static (_, _) => false,
        ["zero"] = static (_, _) => 0,
        ["one"] = static (_, _) => 1,
        ["null"] = static (_, _) => null,
        ["publishedDataMartsCount"] = static (reader, document) => reader.Count(ResourceTable.DataMarts, "storageId", document, "PUBLISHED"),
        ["draftDataMartsCount"] = static (reader, document) => reader.Count(ResourceTable.DataMarts, "storageId", document, "DRAFT"),
        ["sourcesCount"] = static (_, document) => document["sources"]!.AsArray().Count,
        ["isAdmin"] = static (reader, _) => reader.Member.IsAdmin,
        ["canChangeTrigger"] = static (reader, document) => reader.Member.IsAdmin || (string?)document["type"] == "REPORT_RUN",
        ["apiKey"] = static (reader, document) => ApiKeys.Value(document, reader.State.Origin),
        ["isVisible"] = static (reader, document) => ResourceTable.DataMarts.IsVisible(reader, document),
        ["hasPrimaryKey"] = static (reader, document) =>
            new DataMart(document, reader.State.Warehouse).Table?.Columns.Any(static column => column.IsPrimaryKey) ?? false,
        ["relationship"] = static (reader, document) => reader.Read(ResourceTable.Relationships.Fields, document),
        ["searchedReport"] = static (reader, document) => reader.SearchedReport(document),
        ["reportUrl"] = static (reader, document) => $"{reader.State.Origin}/ui/0/data-marts/{document["dataMartId"]}/reports?reportId={document["id"]}",
        ["triggerConfigWithReport"] = static (reader, document) => reader.TriggerConfig(document),
        ["receivers"] = static (reader, document) => reader.Receivers(document["receivers"]),
    };

    public SandboxState State => state;
    public Member Member => member;

    /// <summary>Whether the resource is part of another one. A nested resource has no people and no contexts.</summary>
    public bool IsNested => isNested;

    public JsonObject Read(FieldList fields, JsonObject document)
    {
        var response = new JsonObject();
        foreach (var (name, source, isOptional) in fields.Fields)
        {
            var value = Calculated.TryGetValue(source, out var calculate) ? calculate(this, document) : document[source]?.DeepClone();
            if (value is not null || !isOptional)
            {
                response[name] = value;
            }
        }

        return response;
    }

    /// <summary>Gets a resource, and verifies that the member can see it.</summary>
    public JsonObject Get(Resource resource, string id)
    {
        var document = state.Resources.Get(resource, id);
        return resource.IsVisible(this, document) ? document
            : resource.IsPrivate ? throw ResourceStore.NotFound(resource, id)
            : resource.Forbidden is null ? document : throw ApiErrors.Framework(403, resource.Forbidden);
    }

    /// <summary>Gets the resource of a path, which may also name its data mart.</summary>
    public JsonObject Get(Resource resource, ApiRequest request)
    {
        var (id, dataMartId) = (request.Route("id"), request.Route("dataMartId"));
        var document = Get(resource, id);
        return dataMartId.Length == 0 || (string?)document["dataMartId"] == dataMartId ? document : throw ResourceStore.NotFound(resource, id);
    }

    public bool CanSeeDataMart(JsonObject document) =>
        state.Resources.Find(ResourceTable.DataMarts, (string?)document["dataMartId"]) is { } mart && ResourceTable.DataMarts.IsVisible(this, mart);

    private JsonObject? Person(string? id) =>
        state.Resources.Find(ResourceTable.Members, id) is { } found ? Read("userId fullName:displayName email avatar:null", found) : null;

    private JsonArray People(JsonNode? ids) => isNested ? [] : Each(ids).Select(Person).ToJsonArray();

    private JsonArray Contexts(JsonNode? ids) =>
        isNested ? [] : Each(ids).Select(id => Pick(ResourceTable.Contexts, id, "id", "name")).ToJsonArray();

    private JsonArray Receivers(JsonNode? ids) => Each(ids).Select(id => state.Resources.Find(ResourceTable.Members, id)).OfType<JsonObject>()
        .Select(found => Read("userId email displayName hasNotificationsEnabled", found)).ToJsonArray();

    private JsonObject? Nested(Resource resource, JsonNode? id) => state.Resources.Find(resource, (string?)id) is { } document
        ? new ResourceReader(state, member, isNested: true).Read(resource.Fields, document)
        : null;

    private JsonObject? Pick(Resource resource, JsonNode? id, params string[] fields) => state.Resources.Find(resource, (string?)id) is { } document
        ? new JsonObject(fields.Select(name => KeyValuePair.Create(name, document[name]?.DeepClone())))
        : null;

    private int Count(Resource resource, string field, JsonObject document, string? status = null) => state.Resources.All(resource)
        .Count(other => (string?)other[field] == (string?)document["id"] && (status is null || (string?)other["status"] == status));

    private JsonObject RelatedDataMart(JsonNode? id) => Read(
        "id title description status userHasAccess:isVisible hasPrimaryKey", state.Resources.Get(ResourceTable.DataMarts, (string)id!));

    private JsonObject SearchedReport(JsonObject report) => new()
    {
        ["dataMart"] = Pick(ResourceTable.DataMarts, report["dataMartId"], "id", "title"),
        ["dataDestination"] = Pick(ResourceTable.Destinations, report["dataDestinationId"], "id", "title", "type"),
    };

    // The API returns the key with which Looker Studio requests data as plain text.
    private JsonNode? Credentials(JsonObject document)
    {
        var credentials = document["credentials"]?.DeepClone();
        if ((string?)document["type"] == "LOOKER_STUDIO")
        {
            credentials!["destinationSecretKey"] = document["secretKey"]!.DeepClone();
            credentials["deploymentUrl"] = state.Origin.Replace("http:", "https:", StringComparison.Ordinal);
            credentials["destinationId"] = document["id"]!.DeepClone();
        }

        return credentials;
    }

    // The list of the project contains the complete report of each trigger, without people and permissions.
    private JsonNode? TriggerConfig(JsonObject document)
    {
        var config = document["triggerConfig"]?.DeepClone();
        if (state.Resources.Find(ResourceTable.Reports, (string?)config?["reportId"]) is { } found)
        {
            var report = Nested(ResourceTable.Reports, found["id"])!;
            (report["canRun"], report["canManageTriggers"], report["canEditConfig"]) = (false, false, false);
            config!["report"] = report;
        }

        return config;
    }

    private static IEnumerable<string> Each(JsonNode? ids) => (ids as JsonArray ?? []).Select(static id => (string)id!);
}
