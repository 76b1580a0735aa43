namespace Owox.Sandbox.Runs;

/// <summary>The records of data-quality runs, in the shape that was recorded.</summary>
internal static class DataQualityDocument
{
    private const string RuleKey = "empty_table:data_mart";
    private const string Category = "empty_table";

    /// <summary>The numbers; <paramref name="isEmpty"/> is null while no check was made.</summary>
    public static JsonObject Summary(string state, bool? isEmpty, string? runId, string? finishedAt)
    {
        var summary = Numbers(state, isEmpty);
        summary["dataMartRunId"] = runId;
        summary["lastRunAt"] = finishedAt;
        return summary;
    }

    public static JsonObject Details(DataMart mart, string state, bool isEmpty, string at) => new()
    {
        ["snapshot"] = new JsonObject
        {
            ["config"] = new JsonObject
            {
                ["rules"] = new JsonArray(new JsonObject
                {
                    ["key"] = RuleKey,
                    ["category"] = Category,
                    ["scope"] = Scope(),
                    ["severity"] = "error",
                    ["enabled"] = true,
                    ["parameters"] = new JsonObject(),
                    ["isApplicable"] = true,
                }),
            },
            ["schema"] = null,
            ["relationships"] = new JsonArray(),
            ["definitionType"] = mart.DefinitionType,
        },
        ["summary"] = Numbers(state, isEmpty),
        ["results"] = new JsonArray(new JsonObject
        {
            ["id"] = Secret.NewId(),
            ["ruleKey"] = RuleKey,
            ["category"] = Category,
            ["scope"] = Scope(),
            ["severity"] = "error",
            ["status"] = isEmpty ? "FAILED" : "PASSED",
            ["violationCount"] = isEmpty ? 1 : 0,
            ["description"] = isEmpty ? "The table holds no rows" : "empty_table passed",
            ["examples"] = new JsonArray(),
            ["sql"] = null,
            ["error"] = null,
            ["createdAt"] = at,
            ["redacted"] = false,
        }),
    };

    private static JsonObject Scope() => new() { ["type"] = "DATA_MART" };

    private static JsonObject Numbers(string state, bool? isEmpty) => new()
    {
        ["state"] = state,
        ["enabledChecks"] = isEmpty is null ? 0 : 1,
        ["totalChecks"] = isEmpty is null ? 0 : 1,
        ["passedChecks"] = isEmpty == false ? 1 : 0,
        ["failedChecks"] = isEmpty == true ? 1 : 0,
        ["notApplicableChecks"] = 0,
        ["errorChecks"] = 0,
        ["noticeFindings"] = 0,
        ["warningFindings"] = 0,
        ["errorFindings"] = isEmpty == true ? 1 : 0,
        ["violationCount"] = isEmpty == true ? 1 : 0,
        ["highestSeverity"] = isEmpty == true ? "error" : null,
    };
}
