namespace Owox.Sandbox.Inventory;

/// <summary>Whether a saved report can still be built, and for this reader.</summary>
internal static class ReportColumns
{
    public static void Check(Catalog catalog, Report report, Member reader)
    {
        var native = report.DataMart.Table!.Columns.Select(column => column.Name);
        var joined = catalog.RelationshipsOf(report.DataMart).SelectMany(relationship => relationship.Columns()).ToList();
        var names = report.Columns ?? [];
        var unknown = names.Except(native.Concat(joined.Select(column => column.Name)), StringComparer.Ordinal).ToList();
        if (unknown.Count > 0)
        {
            var quoted = string.Join(", ", unknown.Select(name => $"\"{name}\""));
            throw ApiErrors.Business(
                $"Cannot build report SQL. Disconnected columns: {quoted}. They are missing from the current Data Mart output schema. "
                + "Uncheck them to remove them from the report, or contact your analyst to restore the schema.",
                details: new JsonObject { ["unknownColumns"] = unknown.ToJsonArray(), ["dataMartId"] = report.DataMart.Id });
        }

        var denied = joined.Where(column => names.Contains(column.Name, StringComparer.Ordinal))
            .Select(column => column.Relationship)
            .Where(relationship => !relationship.Target.IsVisibleTo(reader))
            .Distinct().ToList();
        if (denied.Count > 0)
        {
            var titles = string.Join(", ", denied.Select(relationship => $"\"{relationship.Target.Title}\""));
            throw ApiErrors.Business(
                $"Cannot build report SQL, user \"{reader.LastName}\" is missing access to data marts: {titles}",
                details: new JsonObject
                {
                    ["userId"] = reader.UserId,
                    ["deniedDataMartIds"] = denied.Select(relationship => relationship.Target.Id).ToJsonArray(),
                    ["deniedAliasPaths"] = denied.Select(relationship => relationship.Alias).ToJsonArray(),
                });
        }
    }
}
