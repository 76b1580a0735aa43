namespace Owox.Sandbox.Routes;

/// <summary>Lists and describes reports.</summary>
internal static class ReportRoutes
{
    public static void Map(ApiRoutes routes)
    {
        routes.Get("/api/reports", Access.SignedIn, List);
        routes.Get("/api/reports/data-mart/{id}", Access.SignedIn, OfDataMart);
        routes.Get("/api/reports/{id}", Access.SignedIn, request => ApiResponse.Ok(Describe(request, Report(request))));
        routes.Get("/api/reports/{id}/generated-sql", Access.SignedIn, GeneratedSql);
    }

    private static Report Report(ApiRequest request) =>
        request.State.Catalog.Reports.FirstOrDefault(report => report.Id == request.Route("id"))
        ?? throw ApiErrors.Framework(404, $"Report with ID {request.Route("id")} not found");

    private static JsonObject Describe(ApiRequest request, Report report) => report.Describe(request.State.Origin, request.Member);

    private static ApiResponse List(ApiRequest request)
    {
        var owned = QueryRules.WantsOwned(request) ? request.State.Catalog.Reports : [];
        var visible = owned.Where(report => report.DataMart.IsVisibleTo(request.Member));
        var isPaged = request.Query("limit") is not null || request.Query("offset") is not null;
        return ApiResponse.Ok((isPaged ? QueryRules.ProjectPage(request, visible) : visible)
            .Select(report => Describe(request, report)).ToJsonArray());
    }

    // A data mart that is not there has no reports.
    private static ApiResponse OfDataMart(ApiRequest request) => ApiResponse.Ok(request.State.Catalog.Reports
        .Where(report => report.DataMart.Id == request.Route("id") && report.DataMart.IsVisibleTo(request.Member))
        .Select(report => Describe(request, report)).ToJsonArray());

    private static ApiResponse GeneratedSql(ApiRequest request)
    {
        var report = Report(request);
        ReportColumns.Check(request.State.Catalog, report, request.Member);
        return ApiResponse.Ok(new JsonObject { ["sql"] = report.GeneratedSql, ["canModifySource"] = request.Member.IsAdmin });
    }
}
