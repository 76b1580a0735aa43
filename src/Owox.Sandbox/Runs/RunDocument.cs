namespace Owox.Sandbox.Runs;

internal static class RunDocument
{
    public static JsonObject New(DataMart mart, string type, string status, Member member, DateTimeOffset now) => new()
    {
        ["id"] = Secret.NewId(),
        ["status"] = status,
        ["type"] = type,
        ["runType"] = "manual",
        ["dataMartId"] = mart.Id,
        ["definitionRun"] = mart.Definition?.DeepClone(),
        ["reportId"] = null,
        ["reportDefinition"] = null,
        ["insightId"] = null,
        ["insightDefinition"] = null,
        ["insightTemplateId"] = null,
        ["insightTemplateDefinition"] = null,
        ["aiSourceDefinition"] = null,
        ["logs"] = null,
        ["errors"] = null,
        ["createdAt"] = Timestamp.Seconds(now),
        ["startedAt"] = Timestamp.Milliseconds(now),
        ["finishedAt"] = null,
        ["createdByUser"] = member.Reference(),
        ["additionalParams"] = null,
        ["totals"] = null,
        ["qualitySummary"] = null,
        ["dataQuality"] = null,
    };

    /// <summary>The run in a list: without the report of its checks, and in the project's list with its data mart.</summary>
    public static JsonObject ListItem(JsonObject document, DataMart? mart)
    {
        var item = new JsonObject();
        foreach (var (name, value) in document)
        {
            if (name == "dataQuality")
            {
                continue;
            }

            item[name] = value?.DeepClone();
            if (name == "dataMartId" && mart is not null)
            {
                item["dataMart"] = new JsonObject { ["id"] = mart.Id, ["title"] = mart.Title };
            }
        }

        return item;
    }
}
