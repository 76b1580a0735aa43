namespace Owox.Sandbox.Resources;

/// <content>The parts of a data mart.</content>
internal static partial class ResourceTable
{
    private const string OfDataMart = "/api/data-marts/{dataMartId}";
    private const string Schedule = "cronExpression:filled,string timeZone:filled,string isActive?:boolean";
    private const string TemplateItem = "id title sourcesCount lastRenderedTemplateUpdatedAt createdById createdAt modifiedAt createdByUser";
    private const string WrittenTemplate =
        "id title template sources lastRenderedTemplate lastRenderedTemplateUpdatedAt createdById createdAt modifiedAt lastManualDataMartRun";

    private const string Trigger =
        "id type cronExpression timeZone isActive nextRunTimestamp lastRunTimestamp triggerConfig createdById createdAt modifiedAt createdByUser";

    private const string Run =
        "id status type runType dataMartId definitionRun reportId reportDefinition insightId insightDefinition insightTemplateId insightTemplateDefinition aiSourceDefinition logs errors createdAt startedAt finishedAt createdByUser additionalParams totals qualitySummary";

    public static Resource Relationships { get; } = new(
        $"{OfDataMart}/relationships",
        "id dataStorageId sourceDataMart targetDataMart targetAlias joinConditions description:descriptionOf035? createdById createdAt modifiedAt createdByUser")
    {
        NotFound = "Relationship with id {id} not found",
        Lists =
        [
            new() { ChecksDataMart = true },
            new($"{OfDataMart}/relationships/graph", "relationship aliasPath:targetAlias depth:one isCycleStub:false isBlocked:false")
            {
                Field = "nodes", DataMartField = "rootDataMartId", ChecksDataMart = true,
            },
            new("/api/data-storages/{storageId}/relationships") { StorageField = "dataStorageId" },
            new("/api/model-canvas/edges", "id sourceDataMartId targetDataMartId joinConditions") { Field = "edges", StorageField = "dataStorageId" },
        ],
        Changes =
        [
            new("POST", "", "targetDataMartId:filled,string targetAlias:alias joinConditions:array", ResourceChecks.Relationship),
            new("PATCH", "", "targetAlias?:alias joinConditions?:array", ResourceChecks.Relationship),
            new("DELETE") { Status = 204 },
        ],
    };

    public static Resource InsightTemplates { get; } = new($"{OfDataMart}/insight-templates", $"{WrittenTemplate} createdByUser")
    {
        NotFound = "InsightTemplate with id {id} not found",
        IsVisible = static (reader, document) => reader.CanSeeDataMart(document),
        Lists =
        [
            new(Fields: TemplateItem) { Field = "data", Order = "title", ChecksDataMart = true },
            new("/api/data-marts/insight-templates", $"{TemplateItem} dataMart:dataMartName canDelete:isAdmin") { Field = "insights", Paging = Paging.Project },
        ],
        Changes = TitledParts("template?:string sources?:array", WrittenTemplate),
        Defaults = $$"""{{{Admin}}, "template": null, "sources": []}""",
    };

    public static Resource Insights { get; } = new($"{OfDataMart}/insights", "id title template createdById createdAt modifiedAt createdByUser")
    {
        NotFound = "Insight with id {id} not found",
        Lists = [new() { Field = "data", ChecksDataMart = true }],
        Changes = TitledParts("template?:string"),
        Defaults = $$"""{{{Admin}}, "template": null}""",
    };

    public static Resource InsightArtifacts { get; } = new($"{OfDataMart}/insight-artifacts", "id title sql createdById createdAt modifiedAt createdByUser")
    {
        NotFound = "InsightArtifact with id {id} not found",
        Lists = [new() { Field = "data", ChecksDataMart = true }],
        Changes = TitledParts("sql:filled,string"),
    };

    public static Resource Triggers { get; } = new($"{OfDataMart}/scheduled-triggers", Trigger)
    {
        NotFound = "Scheduled trigger with id {id} not found",
        ChangeAccess = Access.SignedIn,
        IsVisible = static (reader, document) => reader.CanSeeDataMart(document),
        Lists =
        [
            new(),
            new(
                "/api/data-marts/scheduled-triggers",
                Trigger.Replace("triggerConfig", "triggerConfig:triggerConfigWithReport", StringComparison.Ordinal)
                    + " dataMart:dataMartName canEdit:canChangeTrigger canDelete:canChangeTrigger")
            {
                Field = "triggers", Paging = Paging.Unlimited,
            },
        ],
        Changes =
        [
            new("POST", "", $"type:in(REPORT_RUN|CONNECTOR_RUN|DATA_QUALITY_RUN) {Schedule} triggerConfig?:object", ResourceChecks.Trigger),
            new("PUT", "", Schedule, ResourceChecks.Trigger),
            new("DELETE"),
        ],
        Defaults = $$"""{{{Admin}}, "isActive": false, "nextRunTimestamp": null}""",
    };

    public static Resource Runs { get; } = new($"{OfDataMart}/runs", $"{Run} dataQuality")
    {
        NotFound = "Run not found",
        ChecksDataMart = true,
        IsVisible = static (reader, document) => reader.CanSeeDataMart(document),
        Lists =
        [
            new(Fields: Run) { Field = "runs", Paging = Paging.Unchecked, Order = "-", ChecksDataMart = true },
            new("/api/data-marts/runs", Run.Replace("dataMartId", "dataMartId dataMart:dataMartName", StringComparison.Ordinal))
            {
                Field = "runs", Paging = Paging.Project, Order = "-",
            },
        ],
        Defaults = """{"runType": "manual"}""",
    };

    // The parts of a data mart that have a title.
    private static ResourceChange[] TitledParts(string body, FieldList? fields = null) =>
    [
        new("POST", "", $"title:max255,filled,string {body}") { Response = fields },
        new("PUT", "", $"title:max255,filled,string {body}") { Response = fields },
        new("PUT", "/title", "title:max255,filled,string") { Response = fields },
        new("DELETE") { Status = 204 },
    ];
}
