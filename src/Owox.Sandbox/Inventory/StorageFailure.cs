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
        }.With("providerStatusCode", ProviderStatus).With("storageType", "GOOGLE_BIGQUERY");
        return new ApiError(424, new JsonObject { ["code"] = Code, ["message"] = Text, ["details"] = details, ["statusCode"] = 424 });
    }
}
