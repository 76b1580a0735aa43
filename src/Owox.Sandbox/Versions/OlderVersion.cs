namespace Owox.Sandbox.Versions;

/// <summary>Removes the fields that an older server does not return.</summary>
internal static class OlderVersion
{
    private static readonly string[] MissingRoutes =
    [
        "/api/auth/context", "/api/search", "/api/markdown", "/api/project-setup-progress", "/api/projects/settings", "/api/plugins",
        "/api/model-canvas", "/api/data-marts/insight-templates", "/api/data-marts/scheduled-triggers", "/api/data-marts/data-quality", "/api/data-marts/data-last-updated",
        "/api/external/http-data/reports",
    ];

    // The required fields of a resource. All other fields were added later.
    private static readonly HashSet<string> Fields = new(StringComparer.Ordinal)
    {
        "id", "title", "name", "type", "status", "userId", "projectId", "dataMartId", "storage", "dataMart", "dataDestinationAccess",
        "items", "runs", "runId", "triggers", "reports", "data", "edges", "nodes", "relationship",
        "sourceDataMart", "targetDataMart", "sourceDataMartId", "targetDataMartId", "targetAlias", "joinConditions", "sourceFieldName", "targetFieldName",
        "accessToken", "apiKey", "apiKeyId", "expiresAt", "lastAuthenticatedAt", "createdAt", "nativeFields", "blendedFields",
    };

    public static bool Lacks(string path) => MissingRoutes.Any(route => path.StartsWith(route, StringComparison.Ordinal));

    public static JsonNode? Change(JsonNode? response) => response switch
    {
        JsonObject fields => new JsonObject(fields.Where(static field => Fields.Contains(field.Key))
            .Select(static field => KeyValuePair.Create(field.Key, Change(field.Value)))),
        JsonArray items => items.Select(Change).ToJsonArray(),
        _ => response?.DeepClone(),
    };
}
