namespace Owox.Sandbox.Versions;

/// <summary>What an older server lacks.</summary>
internal static class OlderVersion
{
    private static readonly string[] MissingRoutes =
    [
        "/api/auth/context", "/api/search", "/api/markdown", "/api/project-setup-progress", "/api/projects/settings", "/api/plugins",
        "/api/model-canvas", "/api/data-marts/insight-templates", "/api/data-marts/scheduled-triggers", "/api/data-marts/data-quality",
        "/api/external/http-data/reports",
    ];

    // What a thing is, and what answers are made of; all else came later.
    private static readonly HashSet<string> Kept = new(StringComparer.Ordinal)
    {
        "id", "title", "name", "type", "status", "userId", "projectId", "dataMartId", "storage", "dataMart", "dataDestinationAccess",
        "items", "runs", "runId", "triggers", "reports", "data", "edges", "nodes", "relationship",
        "sourceDataMart", "targetDataMart", "sourceDataMartId", "targetDataMartId", "targetAlias", "joinConditions", "sourceFieldName", "targetFieldName",
        "accessToken", "apiKey", "apiKeyId", "expiresAt", "lastAuthenticatedAt", "createdAt", "nativeFields", "blendedFields",
    };

    public static bool Lacks(string path) => MissingRoutes.Any(route => path.StartsWith(route, StringComparison.Ordinal));

    public static JsonNode? Of(JsonNode? answer)
    {
        switch (answer)
        {
            case JsonObject fields:
                foreach (var name in fields.Select(static field => field.Key).Where(name => !Kept.Contains(name)).ToArray())
                {
                    fields.Remove(name);
                }

                fields.ToList().ForEach(static field => Of(field.Value));
                break;
            case JsonArray items:
                items.ToList().ForEach(static item => Of(item));
                break;
        }

        return answer;
    }
}
