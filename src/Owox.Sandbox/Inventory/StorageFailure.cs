namespace Owox.Sandbox.Inventory;

/// <summary>An error of a warehouse.</summary>
internal sealed record StorageFailure(string Code, string Message, string ProviderReason, int? ProviderStatus = null)
{
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
            ["providerStatusCode"] = ProviderStatus,
            ["storageType"] = "GOOGLE_BIGQUERY",
        };
        _ = ProviderStatus is null && details.Remove("providerStatusCode");
        return new ApiError(424, new JsonObject { ["code"] = Code, ["message"] = Text, ["details"] = details, ["statusCode"] = 424 });
    }
}
