namespace Owox.Sandbox.Resources;

/// <summary>Credentials, which servers have since 0.33.</summary>
internal static partial class ResourceTable
{
    private const string CredentialFields =
        "id projectId title definition:credentialDefinition definitionConsentRequired:false enabled availableForUse availableForMaintenance validationState validationMessage validatedAt lastUsedAt aiModelMappings aiModelMappingModes ownerUsers contexts usedBy createdAt modifiedAt secretConfigured:true";

    private const string CredentialBody =
        "secret?:object ownerIds?:array contextIds?:array availableForUse?:boolean availableForMaintenance?:boolean aiModelMappings?:object aiModelMappingModes?:object";

    public static Resource Credentials { get; } = new("credentials", "/api/credentials", CredentialFields)
    {
        Is035 = true,
        NotFound = "Credential {id} was not found",
        OwnersOnly = "You do not have EDIT access to this Credential",
        Lists = [new("/api/credentials", CredentialFields) { Order = "-createdAt" }],
        Changes =
        [
            new("POST", "", "title:filled,string definitionId:filled,string " + CredentialBody)
            {
                Status = 201, Access = Access.SignedIn, Response = CredentialFields, Apply = CredentialChecks.Create,
            },
            new("PUT", "", "title?:filled,string enabled?:boolean " + CredentialBody) { Access = Access.SignedIn, Response = CredentialFields, Apply = CredentialChecks.Update },
            new("POST", "/validate") { Access = Access.SignedIn, Response = CredentialFields, Apply = CredentialChecks.Validate },
            new("POST", "/definition-consent") { Access = Access.SignedIn, Response = CredentialFields },
            new("DELETE") { Access = Access.SignedIn, Status = 204, OwnersOnly = "You do not have permission to delete this Credential" },
        ],
        Defaults = $$"""{{{Owned}}, "enabled": true, "availableForUse": true, "availableForMaintenance": false, "lastUsedAt": null, "usedBy": []}""",
    };
}
