namespace Owox.Sandbox.Routes;

/// <summary>Schedules of data marts and of the project.</summary>
internal static class TriggerRoutes
{
    public static void Map(ApiRoutes routes)
    {
        routes.Get("/api/data-marts/scheduled-triggers", Access.SignedIn, OfProject);
        routes.Get("/api/data-marts/{id}/scheduled-triggers", Access.SignedIn, request =>
            ApiResponse.Ok(SeedTriggers.Load()
                .Where(pair => pair.DataMartId == request.Route("id"))
                .Select(pair => pair.Trigger).ToJsonArray()));
        routes.Get("/api/data-marts/{id}/scheduled-triggers/{triggerId}", Access.SignedIn, One);
    }

    private static ApiResponse One(ApiRequest request)
    {
        var id = request.Route("triggerId");
        return ApiResponse.Ok(SeedTriggers.Load()
            .FirstOrDefault(pair => pair.DataMartId == request.Route("id") && pair.Trigger["id"]!.GetValue<string>() == id).Trigger
            ?? throw ApiErrors.Framework(404, $"Scheduled trigger with id {id} not found"));
    }

    private static ApiResponse OfProject(ApiRequest request)
    {
        var triggers = SeedTriggers.Load()
            .Where(pair => request.State.Catalog.DataMart(pair.DataMartId).IsVisibleTo(request.Member))
            .Skip(QueryRules.Lenient(request, "offset", 0, int.MaxValue, 0))
            .Take(QueryRules.Lenient(request, "limit", 1, int.MaxValue, int.MaxValue));
        return ApiResponse.Ok(new JsonObject
        {
            ["triggers"] = triggers.Select(pair => WithContext(request, pair.DataMartId, pair.Trigger)).ToJsonArray(),
        });
    }

    // The project's list tells the data mart and the whole report of each schedule.
    private static JsonObject WithContext(ApiRequest request, string martId, JsonObject trigger)
    {
        var mart = request.State.Catalog.DataMart(martId);
        trigger["dataMart"] = new JsonObject { ["id"] = mart.Id, ["title"] = mart.Title };
        var reportId = trigger["triggerConfig"]?["reportId"]?.GetValue<string>();
        var mayChange = request.Member.IsAdmin || reportId is not null;
        trigger["canEdit"] = mayChange;
        trigger["canDelete"] = mayChange;
        if (request.State.Catalog.Reports.FirstOrDefault(report => report.Id == reportId) is { } report)
        {
            var described = report.Describe(request.State.Origin, request.Member);
            described["createdByUser"] = null;
            described["ownerUsers"] = new JsonArray();
            described["canRun"] = false;
            described["canManageTriggers"] = false;
            described["canEditConfig"] = false;
            trigger["triggerConfig"]!["report"] = described;
        }

        return trigger;
    }
}
