namespace Owox.Sandbox.Routes;

/// <summary>How data marts are doing: latest runs, freshness, quality.</summary>
internal static class DataMartHealthRoutes
{
    private const int MostIds = 200;
    private const string Freshness = "2026-10-28T00:00:00.000Z";

    public static void Map(ApiRoutes routes)
    {
        routes.Post("/api/data-marts/health-status", Access.SignedIn, Health);
        routes.Post("/api/data-marts/data-last-updated/refresh", Access.SignedIn, Refresh);
        routes.Post("/api/data-marts/data-quality/summaries", Access.SignedIn, Summaries);
        routes.Get("/api/data-marts/{id}/data-quality/runs/latest", Access.SignedIn, LatestQuality);
        routes.Post("/api/data-marts/{id}/data-quality/runs", Access.TechnicalUser, request => ApiResponse.Created(new JsonObject
        {
            ["runId"] = request.State.DataQuality.Start(
                request.State.Catalog.DataMart(request.Route("id"), request.Member), request.Member),
        }));
        // The recorded configuration, whatever the data mart: no one sets another one here.
        routes.Get("/api/data-marts/{id}/data-quality/config", Access.SignedIn, request =>
        {
            _ = request.State.Catalog.DataMart(request.Route("id"), request.Member);
            return ApiResponse.Ok(SeedDocuments.Load("data-quality-config"));
        });
        routes.Get("/api/data-marts/{id}/input-source-change-impact", Access.SignedIn, Impact);
    }

    private static ApiResponse Health(ApiRequest request) => Items(Ids(request, "ids").Select(id =>
    {
        var mart = Visible(request, id);
        return new JsonObject
        {
            ["dataMartId"] = id,
            ["connector"] = Latest("CONNECTOR"),
            ["report"] = Latest("HTTP_DATA", "LOOKER_STUDIO", "GOOGLE_SHEETS_EXPORT", "EMAIL"),
            ["insight"] = Latest("INSIGHT", "INSIGHT_TEMPLATE"),
        };

        JsonObject? Latest(params string[] types) => mart is null ? null : request.State.Runs.Latest(mart, types);
    }));

    private static ApiResponse Refresh(ApiRequest request) => Items(Ids(request, "ids")
        .Select(id => Visible(request, id)).OfType<DataMart>().Where(mart => mart.Table is not null)
        .Select(mart => new JsonObject
        {
            ["dataMartId"] = mart.Id,
            ["dataLastUpdated"] = new JsonObject
            {
                ["dataLastUpdatedAt"] = Freshness,
                ["computedAt"] = Timestamp.Milliseconds(request.State.Now),
                ["coverage"] = "complete",
                ["sources"] = new JsonArray(new JsonObject { ["table"] = mart.Table!.FullName, ["dataLastUpdatedAt"] = Freshness }),
            },
        }));

    private static ApiResponse Summaries(ApiRequest request) => Items(Ids(request, "dataMartIds")
        .Select(id => Visible(request, id)).OfType<DataMart>()
        .Select(mart => new JsonObject
        {
            ["dataMartId"] = mart.Id,
            ["summary"] = request.State.Runs.Latest(mart, "DATA_QUALITY")?["qualitySummary"]?.DeepClone()
                ?? DataQualityDocument.Summary("NEVER_RUN", isEmpty: null, runId: null, finishedAt: null),
        }));

    private static ApiResponse LatestQuality(ApiRequest request)
    {
        var mart = request.State.Catalog.DataMart(request.Route("id"), request.Member);
        if (request.State.Runs.Latest(mart, "DATA_QUALITY") is not { } run)
        {
            return ApiResponse.Empty;
        }

        var summary = run["qualitySummary"]!.DeepClone().AsObject();
        summary.Remove("dataMartRunId");
        summary.Remove("lastRunAt");
        return ApiResponse.Ok(new JsonObject
        {
            ["runId"] = run["id"]!.DeepClone(),
            ["summary"] = summary,
            ["createdAt"] = run["createdAt"]!.DeepClone(),
            ["startedAt"] = run["startedAt"]?.DeepClone(),
            ["finishedAt"] = run["finishedAt"]?.DeepClone(),
        });
    }

    private static ApiResponse Impact(ApiRequest request)
    {
        var catalog = request.State.Catalog;
        var mart = catalog.DataMart(request.Route("id"), request.Member);
        return ApiResponse.Ok(new JsonObject
        {
            ["outboundRelationshipsCount"] = catalog.RelationshipsOf(mart).Count(),
            ["inboundRelationshipsCount"] = catalog.Relationships.Count(relationship => relationship.Target == mart),
            ["reportsCount"] = catalog.Reports.Count(report => report.DataMart == mart),
        });
    }

    private static DataMart? Visible(ApiRequest request, string id) =>
        request.State.Catalog.Find(id) is { } mart && mart.IsVisibleTo(request.Member) ? mart : null;

    private static ApiResponse Items(IEnumerable<JsonObject> items) => ApiResponse.Ok(new JsonObject { ["items"] = items.ToJsonArray() });

    private static List<string> Ids(ApiRequest request, string field)
    {
        var ids = request.Body?[field];
        List<string> complaints = [];
        if (ids is not JsonArray { Count: <= MostIds })
        {
            complaints.Add($"{field} must contain no more than {MostIds} elements.");
        }

        if (ids is not JsonArray texts || texts.Any(id => !BodyRules.IsString(id)))
        {
            complaints.Add($"each value in {field} must be a string.");
        }

        if (ids is not JsonArray)
        {
            complaints.Add($"{field} must be an array.");
        }

        QueryRules.Check(complaints);
        return [.. ids!.AsArray().Select(id => id!.GetValue<string>())];
    }
}
