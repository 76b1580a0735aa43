namespace Owox.Sandbox.Resources;

/// <summary>All kinds of resources that can be created, read, updated and deleted, and their format in the API.</summary>
internal static partial class ResourceTable
{
    /// <summary>The default values of all resources: the administrator created them.</summary>
    public const string Admin = """ "createdById": "wFlqXnrGmddQuNkoaTpvRjU3QsV3UAHF" """;
    private const string Owned = $$"""{{Admin}}, "ownerIds": ["wFlqXnrGmddQuNkoaTpvRjU3QsV3UAHF"], "contextIds": []""";
    private const string Availability = "availableForUse:boolean availableForMaintenance:boolean";
    private const string OptionalAvailability = "availableForUse?:boolean availableForMaintenance?:boolean contextIds?:array";
    private const string StorageTypes = "GOOGLE_BIGQUERY|AWS_ATHENA|SNOWFLAKE|AWS_REDSHIFT|DATABRICKS|LEGACY_GOOGLE_BIGQUERY";
    private const string DestinationTypes = "GOOGLE_SHEETS|LOOKER_STUDIO|EMAIL|SLACK|MS_TEAMS|GOOGLE_CHAT";
    private const string DestinationBody = "credentials?:object credentialId?:string sourceDestinationId?:string ownerIds?:array config?:object";
    private const string DefinitionBody =
        "definitionType:in(SQL|TABLE|VIEW|TABLE_PATTERN|CONNECTOR) definition:object sourceDataMartId?:string sourceConfigurationId?:string";

    private const string ContextBody = "name:max255,filled,string description?:string";
    private const string ReportBody =
        "dataDestinationId:filled,string destinationConfig:filled,object ownerIds?:array columnConfig?:array filterConfig?:array sortConfig?:array limitConfig?: aggregationConfig?:array dateTruncConfig?:array uniqueCountConfig?:";

    public static Resource Members { get; } = new("/api/members", "userId email displayName role roleScope contextIds")
    {
        IdField = "userId",
        Access = Access.MemberSession,
        ChangeAccess = Access.ProjectAdmin,
        CanBeRead = false,
        NotFound = "Member with id {id} not found",
        Lists = [new()],
        Changes =
        [
            new("POST", "/invite", "email:filled,string role:in(admin|editor|viewer) roleScope?:string contextIds?:array", ResourceChecks.Invite)
            {
                Creates = true, Status = 202, Response = "email role userId kind magicLink",
            },
            new("PUT", "", "role:in(admin|editor|viewer) roleScope:string contextIds:array"),
            new("DELETE", Apply: ResourceChecks.RemoveMember) { Status = 204 },
        ],
        Defaults = """{"kind": "magic-link", "roleScope": "entire_project", "contextIds": [], "hasNotificationsEnabled": true}""",
    };

    public static Resource Contexts { get; } = new("/api/contexts", "id name description createdById createdByUser createdAt modifiedAt")
    {
        ChangeAccess = Access.ProjectAdmin,
        NotFound = "Context with id {id} not found in project 0",
        Lists = [new()],
        Changes =
        [
            new("POST", "", ContextBody, ResourceChecks.ContextName),
            new("PUT", "", ContextBody, ResourceChecks.ContextName),
            new("PUT", "/members", "assignedUserIds:array", ResourceChecks.ContextMembers) { Response = "assignedUserIds droppedAdminIds" },
            new("DELETE", Apply: ResourceChecks.DeleteContext) { Status = 204 },
        ],
        Defaults = $$"""{{{Admin}}, "description": null, "droppedAdminIds": []}""",
    };

    public static Resource Storages { get; } = new(
        "/api/data-storages",
        "id title type projectId credentials? config createdAt modifiedAt credentialId createdByUser ownerUsers availableForUse availableForMaintenance contexts")
    {
        NotFound = "Data Storage with id {id} and projectId 0 not found",
        Forbidden = "You do not have access to this Storage",
        IsVisible = static (reader, _) => reader.Member.IsAdmin,
        Prepare = ResourceChecks.PrepareCredentials,
        Lists =
        [
            new(Fields: "id title type createdAt modifiedAt publishedDataMartsCount draftDataMartsCount createdByUser ownerUsers contexts availableForUse availableForMaintenance") { HasOwnerFilter = true },
        ],
        Changes =
        [
            new("POST", "", $"type:in({StorageTypes}) ownerIds?:array", ResourceChecks.CreateStorage),
            new(
                "PUT",
                "",
                $"title:filled,string credentials?:object config:object credentialId?:string sourceStorageId?:string ownerIds?:array {OptionalAvailability}"),
            new("PUT", "/availability", Availability) { Status = 204 },
            new("DELETE", Apply: ResourceChecks.DeleteStorage),
        ],
        Defaults = $$"""{{{Owned}}, "config": null, "credentialId": null, "availableForUse": true, "availableForMaintenance": false}""",
    };

    public static Resource DataMarts { get; } = new(
        "/api/data-marts",
        "id title status storage definitionType? definition description schema triggersCount:zero reportsCount:zero blendedFieldsConfig createdByUser businessOwnerUsers technicalOwnerUsers createdAt modifiedAt availableForReporting availableForMaintenance contexts dataLastUpdated")
    {
        NotFound = "Data Mart with id {id} and projectId 0 not found",
        Forbidden = "You do not have access to this DataMart",
        IsVisible = static (reader, document) => reader.Member.IsAdmin || (bool)document["availableForReporting"]!,
        Lists =
        [
            new(
                Fields: "id title status storage:storageName description definitionType connectorSourceName? triggersCount reportsCount createdByUser businessOwnerUsers technicalOwnerUsers createdAt modifiedAt contexts availableForReporting availableForMaintenance dataLastUpdated")
            {
                Field = "items", Paging = Paging.Offset, Order = "-createdAt", HasOwnerFilter = true, RejectsUnknownParameters = true,
            },
            new("/api/model-canvas/data-marts", "id title status description fieldCount dataLastUpdated")
            {
                Field = "items", Paging = Paging.Offset, Order = "title", StorageField = "storageId",
            },
        ],
        Changes =
        [
            new("POST", "", "title:filled,string storageId:filled,string") { Response = "id title" },
            new("PUT", "/title", "title:filled,string"),
            new("PUT", "/description", "description?:string"),
            new("PUT", "/definition", DefinitionBody, ResourceChecks.FindTable),
            new("PUT", "/schema", "schema:object"),
            new("PUT", "/blended-fields-config", "blendedFieldsConfig?:object"),
            new("PUT", "/owners", "businessOwnerIds:array technicalOwnerIds:array"),
            new("PUT", "/contexts", "contextIds:array") { IsEmpty = true },
            new("PUT", "/availability", "availableForReporting:boolean availableForMaintenance:boolean") { Status = 204 },
            new("PUT", "/publish", Apply: ResourceChecks.Publish),
            new("DELETE"),
        ],
        Defaults = $$"""
            {{{Admin}}, "status": "DRAFT", "description": null, "definition": null, "blendedFieldsConfig": null, "businessOwnerIds": [], "technicalOwnerIds": [],
            "contextIds": [], "availableForReporting": true, "availableForMaintenance": true}
            """,
    };

    public static Resource Destinations { get; } = new(
        "/api/data-destinations",
        "id title type projectId credentials:destinationCredentials createdAt modifiedAt credentialId createdByUser ownerUsers availableForUse availableForMaintenance contexts config")
    {
        ChangeAccess = Access.SignedIn,
        NotFound = "Data Destination with id {id} and projectId 0 not found",
        OwnersOnly = "You do not have access to this Destination",
        Prepare = ResourceChecks.PrepareCredentials,
        Lists = [new() { HasOwnerFilter = true }],
        Changes =
        [
            new("POST", "", $"title:filled,string type:in({DestinationTypes}) {DestinationBody}", ResourceChecks.CreateDestination),
            new("PUT", "", $"title:filled,string {DestinationBody} {OptionalAvailability}"),
            new("PUT", "/availability", Availability) { Status = 204 },
            new("POST", "/rotate-secret-key", Apply: ResourceChecks.RotateSecretKey) { Status = 201 },
            new("DELETE"),
        ],
        Defaults = $$"""{{{Owned}}, "config": null, "availableForUse": true, "availableForMaintenance": false}""",
    };

    public static Resource Reports { get; } = new(
        "/api/reports",
        "id title dataMart dataDestinationAccess destinationConfig columnConfig filterConfig sortConfig limitConfig aggregationConfig dateTruncConfig uniqueCountConfig lastRunAt lastRunStatus lastRunError runsCount createdAt modifiedAt createdByUser ownerUsers canRun canManageTriggers canEditConfig:isAdmin")
    {
        ChangeAccess = Access.SignedIn,
        NotFound = "Report with ID {id} not found",
        OwnersOnly = "You are not an owner of this report. Only report owners can modify it.",
        IsVisible = static (reader, document) => reader.CanSeeDataMart(document),
        Lists = [new() { Paging = Paging.Optional, HasOwnerFilter = true }, new("/api/reports/data-mart/{dataMartId}")],
        Changes =
        [
            new("POST", "", $"title:filled,string dataMartId:filled,string {ReportBody}", ResourceChecks.CreateReport),
            new("PUT", "", $"title:filled,string {ReportBody}"),
            new("DELETE"),
        ],
        Defaults = $$"""{{{Owned}}, "destinationConfig": {"type": "looker-studio-config", "cacheLifetime": 300}, "runsCount": 0, "canRun": true, "canManageTriggers": true}""",
    };

    public static Resource NotificationSettings { get; } = new(
        "/api/projects/notification-settings",
        "id notificationType title enabled receivers webhookUrl groupingDelayCron lastRunAt nextRunAt createdAt modifiedAt")
    {
        IdField = "notificationType",
        CanBeRead = false,
        NotFound = "Validation failed (enum string is expected)",
        NotFoundStatus = 400,
        Lists = [new() { Field = "settings" }],
        Changes =
        [
            new(
                "PUT",
                Body: "enabled?:boolean receivers?:array webhookUrl?:url groupingDelayCron?:in(*/5~*~*~*~*|*/15~*~*~*~*|*/30~*~*~*~*|0~*~*~*~*|0~*/2~*~*~*|0~*/6~*~*~*|0~*/12~*~*~*|0~0~*~*~*)"),
        ],
    };

    // The initializers of the files run in any order, so the list is created on first use.
    private static readonly Lazy<IReadOnlyList<Resource>> AllResources = new(CreateList);

    public static IReadOnlyList<Resource> All => AllResources.Value;

    private static IReadOnlyList<Resource> CreateList() =>
    [
        Members, Contexts, Storages, DataMarts, Relationships, Destinations, Reports, InsightTemplates, Insights, InsightArtifacts, Triggers,
        NotificationSettings, Credentials, ApiKeys, LicenseKeys, Runs,
    ];
}
