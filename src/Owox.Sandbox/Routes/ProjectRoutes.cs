namespace Owox.Sandbox.Routes;

/// <summary>The settings and the setup progress of the project, the search, and Markdown.</summary>
internal static class ProjectRoutes
{
    private const int DefaultResults = 10;
    private const int MaxResults = 50;

    private static readonly string[] DestinationFields = ["id", "title", "type"];
    private static readonly string[] AllEntityTypes = ["DATA_MART", "DATA_STORAGE", "DATA_DESTINATION", "REPORT"];

    public static void Map(ApiRoutes routes)
    {
        routes.Get("/api/projects/settings", Access.SignedIn, Settings);
        routes.Put("/api/projects/settings/description", Access.ProjectAdmin, SetDescription);
        routes.Get("/api/project-setup-progress", Access.SignedIn, _ => ApiResponse.Ok(SeedFiles.Read("setup-progress")));
        routes.Get("/api/search", Access.SignedIn, Search);
        if (routes.State.Options.Is035)
        {
            routes.Get("/api/credentials/definitions", Access.SignedIn, _ => ApiResponse.Ok(CredentialChecks.Definitions.DeepClone()));
        }

        routes.Post("/api/markdown/parse-to-html", Access.SignedIn, request =>
        {
            var body = RequestBodyValidator.Validate(request.Body, "markdown:string");
            return new ApiResponse(201, "text/html; charset=utf-8", MarkdownText.ToHtml((string)body["markdown"]!));
        });
    }

    private static ApiResponse Settings(ApiRequest request) => ApiResponse.Ok(new JsonObject { ["description"] = request.State.Description });

    private static ApiResponse SetDescription(ApiRequest request)
    {
        // Null clears the description. A missing field is an error.
        var isOptional = (request.Body as JsonObject)?.ContainsKey("description") == true ? "?" : "";
        var body = RequestBodyValidator.Validate(request.Body, $"description{isOptional}:max10000,min1,string");
        request.State.Description = (string?)body["description"];
        return Settings(request);
    }

    private static ApiResponse Search(ApiRequest request)
    {
        CheckSearch(request);
        var text = request.Query("q")!.Trim();
        if (text.Length is < 2 or > 256)
        {
            throw ApiErrors.Framework(400, $"Query must be at {(text.Length < 2 ? "least 2" : "most 256")} characters");
        }

        var types = request.Query("entityTypes")?.Split(',') ?? EntityTypes(request);
        var found = SearchIndex.Find(new ResourceReader(request.State, request.Member), text)
            .Where(hit => types.Contains(hit.EntityType, StringComparer.Ordinal))
            .Where(hit => !hit.IsDraft || request.Query("excludeDrafts") != "true")
            .Take(QueryRules.BoundedNumber(request, "limit", 1, MaxResults, DefaultResults));
        return ApiResponse.Ok(found.Select(hit => hit.EntityType == "REPORT" ? DescribeReport(request, hit) : hit.Describe()).ToJsonArray());
    }

    // Servers find reports since 0.35.
    private static string[] EntityTypes(ApiRequest request) => request.State.Options.Is035 ? AllEntityTypes : AllEntityTypes[..3];

    private static JsonObject DescribeReport(ApiRequest request, SearchHit hit)
    {
        var report = new ResourceReader(request.State, request.Member).Read("id dataMart:dataMartName dataDestinationAccess", hit.Document);
        var (description, destination) = (hit.Describe(), report["dataDestinationAccess"]!);
        description["report"] = new JsonObject
        {
            ["dataMart"] = report["dataMart"]!.DeepClone(),
            ["dataDestination"] = new JsonObject(DestinationFields.Select(name => KeyValuePair.Create(name, destination[name]?.DeepClone()))),
        };
        description["url"] = $"{request.State.Origin}/ui/0/data-marts/{report["dataMart"]!["id"]}/reports?reportId={report["id"]}";
        return description;
    }

    private static void CheckSearch(ApiRequest request)
    {
        var (text, limit) = (request.Query("q"), request.Query("limit"));
        var isNumber = int.TryParse(limit, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number);
        (bool IsWrong, string Error)[] rules =
        [
            (string.IsNullOrWhiteSpace(text), "q should not be empty."),
            (text is null, "q must be a string."),
            (limit is not null && (!isNumber || number > MaxResults), $"limit must not be greater than {MaxResults}."),
            (limit is not null && (!isNumber || number < 1), "limit must not be less than 1."),
            (limit is not null && !isNumber, "limit must be an integer number."),
            (request.Query("entityTypes")?.Split(',').Except(EntityTypes(request), StringComparer.Ordinal).Any() == true,
                $"each value in entityTypes must be one of the following values: {string.Join(", ", EntityTypes(request))}."),
            (request.Query("excludeDrafts") is not (null or "true" or "false"), "excludeDrafts must be a boolean value."),
        ];
        QueryRules.Check(
            [.. QueryRules.Unknown(request, "q", "limit", "entityTypes", "excludeDrafts"), .. rules.Where(rule => rule.IsWrong).Select(rule => rule.Error)]);
    }
}
