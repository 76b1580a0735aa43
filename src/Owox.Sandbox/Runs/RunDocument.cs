namespace Owox.Sandbox.Runs;

/// <summary>The JSON of runs, in the recorded format.</summary>
internal static class RunDocument
{
    private const string EmptyTable = """ "category": "empty_table", "scope": {"type": "DATA_MART"}, "severity": "error" """;

    /// <summary>Returns a new run. A field that it lacks is null in responses.</summary>
    public static JsonObject New(DataMart mart, string type, string status, Member member, DateTimeOffset now) => new()
    {
        ["id"] = Secret.NewId(),
        ["status"] = status,
        ["type"] = type,
        ["dataMartId"] = mart.Id,
        ["definitionRun"] = mart.Definition?.DeepClone(),
        ["createdById"] = member.UserId,
        ["createdAt"] = Timestamp.Seconds(now),
        ["startedAt"] = status == "PENDING" ? null : Timestamp.Milliseconds(now),
    };

    public static bool IsActive(JsonObject run) => (string?)run["status"] is "PENDING" or "RUNNING";

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
        return JsonNode.Parse($$"""
            {"snapshot": {"config": {"rules": [{"key": "empty_table:data_mart", {{EmptyTable}}, "enabled": true, "parameters": {}, "isApplicable": true}]},
            "schema": null, "relationships": [], "definitionType": "{{definitionType}}"},
            "summary": {{QualityNumbers(state, isEmpty).ToJsonString()}},
            "results": [{"id": "{{Secret.NewId()}}", "ruleKey": "empty_table:data_mart", {{EmptyTable}}, "status": "{{status}}", "violationCount": {{count}},
            "description": "{{description}}", "examples": [], "sql": null, "error": null, "createdAt": "{{at}}", "redacted": false}]}
            """)!.AsObject();
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
