namespace Owox.Sandbox.Runs;

/// <summary>The JSON of runs, in the recorded shape.</summary>
internal static class RunDocument
{
    private const string EmptyTable = """
        "category": "empty_table", "scope": {"type": "DATA_MART"}, "severity": "error"
        """;

    public static JsonObject New(DataMart mart, string type, string status, Member member, DateTimeOffset now)
    {
        var document = new JsonObject { ["id"] = Secret.NewId(), ["status"] = status, ["type"] = type, ["runType"] = "manual", ["dataMartId"] = mart.Id };
        foreach (var name in "definitionRun reportId reportDefinition insightId insightDefinition insightTemplateId insightTemplateDefinition aiSourceDefinition logs errors".Split(' '))
        {
            document[name] = null;
        }

        document["definitionRun"] = mart.Definition?.DeepClone();
        document["createdAt"] = Timestamp.Seconds(now);
        document["startedAt"] = Timestamp.Milliseconds(now);
        document["finishedAt"] = null;
        document["createdByUser"] = member.Reference();
        document["additionalParams"] = null;
        document["totals"] = null;
        document["qualitySummary"] = null;
        document["dataQuality"] = null;
        return document;
    }

    /// <summary>The run in a list: without the details of its checks, and with its data mart in the list of the project.</summary>
    public static JsonObject ListItem(JsonObject document, DataMart? mart)
    {
        var item = new JsonObject();
        foreach (var (name, value) in document.Where(field => field.Key != "dataQuality"))
        {
            item[name] = value?.DeepClone();
            if (name == "dataMartId" && mart is not null)
            {
                item["dataMart"] = new JsonObject { ["id"] = mart.Id, ["title"] = mart.Title };
            }
        }

        return item;
    }

    /// <summary>The numbers of a data-quality run; <paramref name="isEmpty"/> is null before the check.</summary>
    public static JsonObject QualitySummary(string state, bool? isEmpty, string? runId, string? finishedAt)
    {
        var summary = QualityNumbers(state, isEmpty);
        summary["dataMartRunId"] = runId;
        summary["lastRunAt"] = finishedAt;
        return summary;
    }

    public static JsonObject QualityDetails(string? definitionType, string state, bool isEmpty, string at)
    {
        var result = JsonNode.Parse($$"""
            {"id": "{{Secret.NewId()}}", "ruleKey": "empty_table:data_mart", {{EmptyTable}}, "status": "{{(isEmpty ? "FAILED" : "PASSED")}}",
            "violationCount": {{(isEmpty ? 1 : 0)}}, "description": "{{(isEmpty ? "The table holds no rows" : "empty_table passed")}}", "examples": [],
            "sql": null, "error": null, "createdAt": "{{at}}", "redacted": false}
            """);
        var rule = JsonNode.Parse($$"""{"key": "empty_table:data_mart", {{EmptyTable}}, "enabled": true, "parameters": {}, "isApplicable": true}""");
        return new JsonObject
        {
            ["snapshot"] = new JsonObject
            {
                ["config"] = new JsonObject { ["rules"] = new JsonArray(rule) },
                ["schema"] = null,
                ["relationships"] = new JsonArray(),
                ["definitionType"] = definitionType,
            },
            ["summary"] = QualityNumbers(state, isEmpty),
            ["results"] = new JsonArray(result),
        };
    }

    private static JsonObject QualityNumbers(string state, bool? isEmpty)
    {
        var (checks, failures) = (isEmpty is null ? 0 : 1, isEmpty == true ? 1 : 0);
        return new JsonObject
        {
            ["state"] = state,
            ["enabledChecks"] = checks,
            ["totalChecks"] = checks,
            ["passedChecks"] = checks - failures,
            ["failedChecks"] = failures,
            ["notApplicableChecks"] = 0,
            ["errorChecks"] = 0,
            ["noticeFindings"] = 0,
            ["warningFindings"] = 0,
            ["errorFindings"] = failures,
            ["violationCount"] = failures,
            ["highestSeverity"] = isEmpty == true ? "error" : null,
        };
    }
}
