namespace Owox.Sandbox.Resources;

/// <summary>The rules of the server for one kind of resource, and the fields that the server sets.</summary>
internal static class ResourceChecks
{
    /// <summary>Generates credentials for each sandbox, so that the source contains no secrets.</summary>
    public static void PrepareCredentials(JsonObject document)
    {
        if (document["credentials"] is not null)
        {
            document["credentialId"] ??= Secret.NewId();
            document["secretKey"] = Secret.New(48);
        }
    }

    /// <summary>Replaces the key with which Looker Studio requests data. Other types have none, and the server does not expect the request.</summary>
    public static void RotateSecretKey(ResourceWrite write)
    {
        ApiError.ThrowIf(write.Text("type") != "LOOKER_STUDIO", static () =>
            new ApiError(500, new JsonObject { ["statusCode"] = 500, ["timestamp"] = null, ["path"] = null }));
        PrepareCredentials(write.Document);
    }

    public static void Invite(ResourceWrite write)
    {
        write.Document["displayName"] = write.Document["email"]!.DeepClone();
        write.Document["magicLink"] = $"{write.Request.State.Origin}/auth/magic-link?token={Secret.New(24)}";
    }

    public static void RemoveMember(ResourceWrite write) => ApiError.ThrowIf(
        write.Id == write.Request.Member.UserId, static () => ApiErrors.Framework(403, "You cannot remove yourself from the project"));

    public static void ContextName(ResourceWrite write) => ApiError.ThrowIf(
        write.Duplicate("name") is not null, () => ApiErrors.Framework(409, $"Context with name \"{write.Text("name")}\" already exists in this project"));

    public static void ContextMembers(ResourceWrite write)
    {
        var assigned = write.Body["assignedUserIds"]!.AsArray();
        foreach (var member in write.Store.All(ResourceTable.Members))
        {
            var contexts = member["contextIds"]!.AsArray().Select(static id => (string)id!).Where(id => id != write.Id);
            var isAssigned = assigned.Any(id => (string?)id == (string?)member["userId"]);
            member["contextIds"] = (isAssigned ? contexts.Append(write.Id) : contexts).ToJsonArray();
        }
    }

    public static void DeleteContext(ResourceWrite write)
    {
        var counts = new[] { ResourceTable.DataMarts, ResourceTable.Storages, ResourceTable.Destinations, ResourceTable.Members }
            .Select(resource => write.Referring(resource, "contextIds").Count).ToList();
        ApiError.ThrowIf(counts.Sum() > 0, () => new ApiError(409, new JsonObject
        {
            ["message"] = "Context is attached to resources, members, or user provisioning defaults. Detach it from all Data Marts, Storages, "
                + "Destinations, Members and User Provisioning settings before deleting.",
            ["dataMartCount"] = counts[0],
            ["storageCount"] = counts[1],
            ["destinationCount"] = counts[2],
            ["memberCount"] = counts[3],
            ["userProvisioningDefaultsCount"] = 0,
            ["statusCode"] = 409,
        }));
    }

    public static void CreateStorage(ResourceWrite write) => write.Document["title"] = write.Text("type") switch
    {
        "GOOGLE_BIGQUERY" => "Google BigQuery",
        "AWS_ATHENA" => "AWS Athena",
        "AWS_REDSHIFT" => "AWS Redshift",
        "SNOWFLAKE" => "Snowflake",
        "DATABRICKS" => "Databricks",
        _ => "Legacy Google BigQuery",
    };

    public static void DeleteStorage(ResourceWrite write)
    {
        var marts = write.Referring(ResourceTable.DataMarts, "storageId");
        ApiError.ThrowIf(marts.Count > 0, () => ApiErrors.Business(
            "Cannot delete the storage because it is referenced by existing data marts.",
            details: new JsonObject { ["referencedDataMarts"] = marts.ToJsonArray() }));
    }

    /// <summary>A definition has rows if a table has the name, or if another data mart has the same definition.</summary>
    public static void FindTable(ResourceWrite write)
    {
        var (name, definition) = ((string?)write.Document["definition"]?["fullyQualifiedName"], write.Document["definition"]!);
        write.Document["table"] = write.Request.State.Warehouse.FindByFullName(name)?.Name
            ?? (string?)write.Store.All(ResourceTable.DataMarts).FirstOrDefault(mart => JsonNode.DeepEquals(mart["definition"], definition))?["table"];
        write.Document["schema"] = null;
    }

    public static void Publish(ResourceWrite write)
    {
        ApiError.ThrowIf(write.Text("status") != "DRAFT", static () => ApiErrors.Business("DataMart is not in DRAFT status"));
        ApiError.ThrowIf(write.Document["definition"] is null, static () => ApiErrors.Business("DataMart has no definition"));
        write.Document["status"] = "PUBLISHED";
    }

    public static void CreateDestination(ResourceWrite write)
    {
        ApiError.ThrowIf(
            write.Text("type") is not ("LOOKER_STUDIO" or "GOOGLE_SHEETS"),
            () => ApiErrors.Business($"Destination type {write.Text("type")} is not allowed in this app edition"));
        ApiError.ThrowIf(
            write.Document["credentials"] is null, static () => ApiErrors.Framework(400, "Credentials are required when not copying from a source"));
    }

    public static void Relationship(ResourceWrite write)
    {
        var source = write.Store.Get(ResourceTable.DataMarts, write.Text("dataMartId")!);
        var target = write.Store.Get(ResourceTable.DataMarts, write.Text("targetDataMartId")!);
        ApiError.ThrowIf(source == target, () => ApiErrors.Business(
            "A data mart cannot have a relationship with itself", details: Details(("sourceId", source["id"]), ("targetId", source["id"]))));
        ApiError.ThrowIf((string?)source["storageId"] != (string?)target["storageId"], () => ApiErrors.Business(
            "Source and target data marts must belong to the same storage",
            details: Details(("sourceStorageId", source["storageId"]), ("targetStorageId", target["storageId"]))));
        var other = write.Duplicate("targetAlias", within: "dataMartId");
        ApiError.ThrowIf(other is not null, () => ApiErrors.Business(
            $"Alias \"{write.Text("targetAlias")}\" is already used in another relationship for this data mart",
            details: Details(("sourceDataMartId", source["id"]), ("alias", write.Text("targetAlias")), ("conflictingRelationshipId", other!["id"]))));
        write.Document["dataStorageId"] = source["storageId"]!.DeepClone();
    }

    public static void CreateReport(ResourceWrite write)
    {
        var mart = new ResourceReader(write.Request.State, write.Request.Member).Get(ResourceTable.DataMarts, write.Text("dataMartId")!);
        ApiError.ThrowIf((string?)mart["status"] != "PUBLISHED", () => ApiErrors.Business(
            $"Cannot create report for data mart with status {mart["status"]}. Data mart must be in PUBLISHED status."));
        var columns = (write.Body["columnConfig"] as JsonArray)?.Select(static column => (string?)column).ToHashSet(StringComparer.Ordinal);
        var sorted = (write.Body["sortConfig"] as JsonArray ?? []).Select(static rule => (string?)rule!["column"]);
        if (columns is not null && sorted.FirstOrDefault(column => !columns.Contains(column)) is { } missing)
        {
            throw ApiErrors.OutputControls([new JsonObject { ["code"] = "SORT_COLUMN_NOT_SELECTED", ["column"] = missing }]);
        }

        // The ID of a report is calculated from both IDs, so the database rejects a duplicate.
        ApiError.ThrowIf(write.Duplicate("dataDestinationId", within: "dataMartId") is not null, static () => ApiErrors.StatusOnly(500));
    }

    public static void Trigger(ResourceWrite write)
    {
        var mart = write.Store.Get(ResourceTable.DataMarts, write.Text("dataMartId")!);
        var reportId = (string?)write.Document["triggerConfig"]?["reportId"];
        switch (write.Text("type"))
        {
            case "CONNECTOR_RUN" when (string?)mart["definitionType"] != "CONNECTOR":
                throw ApiErrors.Business("Scheduled connector run requires data mart with connector definition");
            case "REPORT_RUN" when reportId is null:
                throw ApiErrors.Framework(400, "Valid report run config with reportId is required for REPORT_RUN triggers");
            case "REPORT_RUN" when write.Store.Find(ResourceTable.Reports, reportId) is null:
                throw ApiErrors.Framework(403, "Report not found.");
        }

        var cron = write.Text("cronExpression")!;
        var isValid = cron.Split(' ').Length == 5 && TimeZoneInfo.TryFindSystemTimeZoneById(write.Text("timeZone")!, out _);
        ApiError.ThrowIf((bool?)write.Document["isActive"] == true && !isValid, () => ApiErrors.Business(
            "Invalid cron expression", details: new JsonObject { ["cronExpression"] = cron }));
    }

    private static JsonObject Details(params (string Name, JsonNode? Value)[] details) =>
        new(details.Select(static detail => KeyValuePair.Create(detail.Name, detail.Value?.DeepClone())));
}
