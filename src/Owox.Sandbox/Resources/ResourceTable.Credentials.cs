namespace Owox.Sandbox.Resources;

/// <content>API keys, license keys, which few servers issue, and credentials, which servers have since 0.33.</content>
internal static partial class ResourceTable
{
    private const string CredentialBody =
        "secret?:object ownerIds?:array contextIds?:array availableForUse?:boolean availableForMaintenance?:boolean aiModelMappings?:object aiModelMappingModes?:object";

    private const string ApiKeyFields = "apiKeyId name expiresAt createdAt lastAuthenticatedAt";
    private const string LicenseKeyFields = "licenseKeyId name origin expiresAt lastUsedAt createdAt createdByUser";

    public static Resource ApiKeys { get; } = new("/api/project-member-api-keys", ApiKeyFields)
    {
        IdField = "apiKeyId",
        Access = Access.MemberSession,
        ChangeAccess = Access.MemberSession,
        CanBeRead = false,
        NotFound = "API key not found",
        IsPrivate = true,
        IsVisible = static (reader, key) => (string?)key["createdById"] == reader.Member.UserId,
        Prepare = static key => key["secret"] = Secret.New(32),
        Lists = [new() { Order = "-" }],
        Changes =
        [
            new("POST", "", "name:max100,filled,string expiresAt?:date", Auth.ApiKeys.Create) { Response = $"{ApiKeyFields} apiKey" },
            new("PATCH", "", "name:max100,filled,string"),
            new("DELETE", Apply: Auth.ApiKeys.Revoke) { Deletes = false, Status = 204 },
        ],
        Defaults = """{"expiresAt": null, "lastAuthenticatedAt": null}""",
    };

    public static Resource LicenseKeys { get; } = new("/api/license-keys", LicenseKeyFields)
    {
        IsAvailable = static options => options.LicenseKeys,
        IdField = "licenseKeyId",
        Access = Access.MemberSession,
        ChangeAccess = Access.MemberAdmin,
        CanBeRead = false,
        NotFound = "License key not found",
        Prepare = static key => key["licenseKey"] = $"sandbox-license-{Secret.New(64)}",
        Lists = [new() { Order = "-" }],
        Changes =
        [
            new("POST", "", "name:max255,min1,string origin:max255,min1,string", Auth.ApiKeys.CreateLicense) { Response = $"{LicenseKeyFields} licenseKey" },
            new("PATCH", "", "name:max255,min1,string"),
            new("DELETE", Apply: Auth.ApiKeys.Revoke) { Deletes = false, Status = 204 },
        ],
        Defaults = """{"lastUsedAt": null}""",
    };

    public static Resource Credentials { get; } = new(
        "/api/credentials",
        "id projectId title definition:credentialDefinition definitionConsentRequired:false enabled availableForUse availableForMaintenance validationState validationMessage validatedAt lastUsedAt aiModelMappings aiModelMappingModes ownerUsers contexts usedBy createdAt modifiedAt secretConfigured:true")
    {
        IsAvailable = static options => options.Is035,
        ChangeAccess = Access.SignedIn,
        NotFound = "Credential {id} was not found",
        OwnersOnly = "You do not have EDIT access to this Credential",
        Lists = [new() { Order = "-createdAt" }],
        Changes =
        [
            new("POST", "", "title:filled,string definitionId:filled,string " + CredentialBody, CredentialChecks.Create),
            new("PUT", "", "title?:filled,string enabled?:boolean " + CredentialBody, CredentialChecks.Update),
            new("POST", "/validate", Apply: CredentialChecks.Validate),
            new("POST", "/definition-consent"),
            new("DELETE") { Status = 204, OwnersOnly = "You do not have permission to delete this Credential" },
        ],
        Defaults = $$"""{{{Owned}}, "enabled": true, "availableForUse": true, "availableForMaintenance": false, "lastUsedAt": null, "usedBy": []}""",
    };
}
