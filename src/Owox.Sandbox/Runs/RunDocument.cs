namespace Owox.Sandbox.Runs;

/// <summary>The JSON of runs, in the recorded format.</summary>
internal static class RunDocument
{
    private const string EmptyTable = """ "category": "empty_table", "scope": {"type": "DATA_MART"}, "severity": "error" """;

    public static JsonObject New(DataMart mart, string type, string status, Member member, DateTimeOffset now)
    {
        var document = JsonNode.Parse($$"""
            {"id": "{{Secret.NewId()}}", "status": "{{status}}", "type": "{{type}}", "runType": "manual", "dataMartId": "{{mart.Id}}",
            "definitionRun": null, "reportId": null, "reportDefinition": null, "insightId": null, "insightDefinition": null, "insightTemplateId": null,
            "insightTemplateDefinition": null, "aiSourceDefinition": null, "logs": null, "errors": null, "createdAt": "{{Timestamp.Seconds(now)}}",
            "startedAt": "{{Timestamp.Milliseconds(now)}}", "finishedAt": null, "createdByUser": null, "additionalParams": null, "totals": null,
            "qualitySummary": null, "dataQuality": null}
            """)!.AsObject();
        document["definitionRun"] = mart.Definition?.DeepClone();
        document["createdByUser"] = member.Reference();
        return document;
    }

    /// <summary>Returns the run for a list, without the details of its checks. In the list of the project it contains its data mart.</summary>
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

    /// <summary>Returns the numbers of a data-quality run. <paramref name="isEmpty"/> is null before the check.</summary>
    public static JsonObject QualitySummary(string state, bool? isEmpty, string? runId, string? finishedAt)
    {
        var summary = QualityNumbers(state, isEmpty);
        summary["dataMartRunId"] = runId;
        summary["lastRunAt"] = finishedAt;
        return summary;
    }

    public static JsonObject QualityDetails(string? definitionType, string state, bool isEmpty, string at)
    {
        var (status, count, description) = isEmpty ? ("FAILED", 1, "The table holds no rows") : ("PASSED", 0, "empty_table passed");
        var details = JsonNode.Parse($$"""
            {"snapshot": {"config": {"rules": [{"key": "empty_table:data_mart", {{EmptyTable}}, "enabled": true, "parameters": {}, "isApplicable": true}]},
            "schema": null, "relationships": [], "definitionType": "{{definitionType}}"},
            "summary": null,
            "results": [{"id": "{{Secret.NewId()}}", "ruleKey": "empty_table:data_mart", {{EmptyTable}}, "status": "{{status}}", "violationCount": {{count}},
            "description": "{{description}}", "examples": [], "sql": null, "error": null, "createdAt": "{{at}}", "redacted": false}]}
            """)!.AsObject();
        details["summary"] = QualityNumbers(state, isEmpty);
        return details;
    }

    private static JsonObject QualityNumbers(string state, bool? isEmpty)
    {
        var (checks, failures) = (isEmpty is null ? 0 : 1, isEmpty == true ? 1 : 0);
        return JsonNode.Parse($$"""
            {"state": "{{state}}", "enabledChecks": {{checks}}, "totalChecks": {{checks}}, "passedChecks": {{checks - failures}}, "failedChecks": {{failures}},
            "notApplicableChecks": 0, "errorChecks": 0, "noticeFindings": 0, "warningFindings": 0, "errorFindings": {{failures}},
            "violationCount": {{failures}}, "highestSeverity": {{(failures > 0 ? "\"error\"" : "null")}}}
            """)!.AsObject();
    }
}
