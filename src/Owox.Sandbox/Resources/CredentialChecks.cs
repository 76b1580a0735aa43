namespace Owox.Sandbox.Resources;

/// <summary>The rules of the server for credentials.</summary>
internal static class CredentialChecks
{
    /// <summary>The services: their IDs, names, hosts and models.</summary>
    public static JsonArray Definitions { get; } = SeedFiles.Read("credential-definitions").AsArray();

    public static JsonNode? Definition(string? id) => Definitions.FirstOrDefault(definition => (string?)definition!["id"] == id)?.DeepClone();

    public static void Create(ResourceWrite write)
    {
        var definition = Definition(write.Text("definitionId"));
        ApiError.ThrowIf(definition is null, () => ApiErrors.Framework(400, $"Credential definition {write.Text("definitionId")} is not available"));
        ApiError.ThrowIf(write.Body["secret"] is null, static () => ApiErrors.StatusOnly(500));
        write.Document["aiModelMappings"] = definition!["ai"]?["recommended"]?.DeepClone();
        write.Document["aiModelMappingModes"] = Modes(write.Document["aiModelMappings"], "recommended");
        Update(write);
    }

    public static void Update(ResourceWrite write)
    {
        // The body replaced the models of all purposes.
        foreach (var (field, values) in new[] { ("aiModelMappings", write.Body["aiModelMappings"]), ("aiModelMappingModes", Modes(write.Body["aiModelMappings"], "override")) })
        {
            var merged = (write.Store.Find(write.Resource, write.Id) ?? write.Document)[field]?.DeepClone().AsObject() ?? [];
            ResourceStore.Merge(merged, values as JsonObject ?? []);
            write.Document[field] = merged;
        }

        if (write.Body["secret"] is { } secret)
        {
            ApiError.ThrowIf(string.IsNullOrEmpty((string?)secret["value"]), static () => ApiErrors.Validation(["secret.value should not be empty."]));
            Validate(write);
        }
    }

    /// <summary>The sandbox has no services. The beginning of the secret decides about the result.</summary>
    public static void Validate(ResourceWrite write)
    {
        var secret = (string?)write.Document["secret"]?["value"] ?? "";
        (write.Document["validationState"], write.Document["validationMessage"]) = secret switch
        {
            _ when secret.StartsWith("valid-", StringComparison.Ordinal) => ("verified", (string?)null),
            _ when secret.StartsWith("rejected-", StringComparison.Ordinal) => ("rejected", "The provider rejected the secret"),
            _ => ("unknown", "The validation request could not establish whether the secret is valid"),
        };
        write.Document["validatedAt"] = Timestamp.Milliseconds(write.Request.State.Now);
    }

    private static JsonObject? Modes(JsonNode? mappings, string mode) =>
        mappings is JsonObject fields ? new(fields.Select(field => KeyValuePair.Create(field.Key, (JsonNode?)mode))) : null;
}
