namespace Owox.Sandbox.Inventory;

/// <summary>Where reports go.</summary>
internal sealed class Destination
{
    public static readonly IReadOnlyList<string> Types =
        ["GOOGLE_SHEETS", "LOOKER_STUDIO", "EMAIL", "SLACK", "MS_TEAMS", "GOOGLE_CHAT"];

    public required string Id { get; init; }

    public required string Title { get; init; }

    public required string Type { get; init; }

    public required Member Owner { get; init; }

    public required string CreatedAt { get; init; }

    public required string CredentialId { get; init; }

    /// <summary>The secret with which Looker Studio asks for data; the API shows it in clear text.</summary>
    public string SecretKey { get; } = Secret.New(48);

    public JsonObject Describe(string origin) => Describe(origin, withPeople: true);

    public JsonObject Reference(string origin) => Describe(origin, withPeople: false);

    private JsonObject Describe(string origin, bool withPeople) => new()
    {
        ["id"] = Id,
        ["title"] = Title,
        ["type"] = Type,
        ["projectId"] = Project.Id,
        ["credentials"] = Credentials(origin),
        ["createdAt"] = CreatedAt,
        ["modifiedAt"] = CreatedAt,
        ["credentialId"] = CredentialId,
        ["createdByUser"] = withPeople ? Owner.Reference() : null,
        ["ownerUsers"] = withPeople ? new JsonArray(Owner.Reference()) : new JsonArray(),
        ["availableForUse"] = true,
        ["availableForMaintenance"] = false,
        ["contexts"] = new JsonArray(),
        ["config"] = null,
    };

    private JsonObject Credentials(string origin) => Type == "LOOKER_STUDIO"
        ? new JsonObject
        {
            ["type"] = "looker-studio-credentials",
            ["destinationSecretKey"] = SecretKey,
            ["deploymentUrl"] = origin.Replace("http:", "https:", StringComparison.Ordinal),
            ["destinationId"] = Id,
        }
        : new JsonObject
        {
            ["type"] = "google-sheets-credentials",
            ["serviceAccountKey"] = new JsonObject
            {
                ["type"] = "service_account",
                ["project_id"] = "owox-local",
                ["client_email"] = "svc@example-project.iam.gserviceaccount.com",
                ["client_id"] = "1",
            },
        };
}
