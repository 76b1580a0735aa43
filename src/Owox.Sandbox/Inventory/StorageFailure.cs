namespace Owox.Sandbox.Inventory;

/// <summary>The refusal of a warehouse.</summary>
internal sealed record StorageFailure(string Code, string Message, string ProviderReason, int? ProviderStatus = null)
{
    public static StorageFailure Denied(string table) => new(
        "STORAGE_PERMISSION_DENIED",
        $"Access Denied: Table {table}: User does not have permission to query table",
        "accessDenied",
        403);

    public static StorageFailure Missing(string table) =>
        new("STORAGE_READ_FAILED", $"Not found: Table {table}", "notFound");

    public string Text => "Storage dependency failed while reading this Data Mart data: Google BigQuery returned "
        + (Code == "STORAGE_PERMISSION_DENIED" ? "403 Forbidden: " : "an error: ")
        + Message;

    public ApiError ToError()
    {
        var details = new JsonObject
        {
            ["dependency"] = "storage",
            ["providerMessage"] = Message,
            ["providerName"] = "Google BigQuery",
            ["providerReason"] = ProviderReason,
        };
        if (ProviderStatus is { } status)
        {
            details["providerStatusCode"] = status;
        }

        details["storageType"] = "GOOGLE_BIGQUERY";
        return new ApiError(424, new JsonObject
        {
            ["code"] = Code,
            ["message"] = Text,
            ["details"] = details,
            ["statusCode"] = 424,
        });
    }
}
