namespace Owox.Sandbox.Routes;

/// <summary>The settings and the setup progress of the project, the search, and Markdown.</summary>
internal static class ProjectRoutes
{
    private const int DefaultResults = 10;
    private const int MaxResults = 50;

    public static void Map(ApiRoutes routes)
    {
        routes.Get("/api/projects/settings", Access.SignedIn, Settings);
        routes.Map(["PUT"], "/api/projects/settings/description", Access.ProjectAdmin, SetDescription);
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
        ApiError.ThrowIf(text.Length is < 2 or > 256, () =>
            ApiErrors.Framework(400, $"Query must be at {(text.Length < 2 ? "least 2" : "most 256")} characters"));
        var types = request.Query("entityTypes")?.Split(',') ?? SearchIndex.Types(request.State.Options);
        return ApiResponse.Ok(SearchIndex
            .Find(new ResourceReader(request.State, request.Member), text, types, excludeDrafts: request.Query("excludeDrafts") == "true")
            .Take(QueryRules.BoundedNumber(request, "limit", 1, MaxResults, DefaultResults)).ToJsonArray());
    }

    private static void CheckSearch(ApiRequest request)
    {
        var (text, limit, types) = (request.Query("q"), request.Query("limit"), SearchIndex.Types(request.State.Options).ToList());
        var isNumber = int.TryParse(limit, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number);
        (bool IsWrong, string Error)[] rules =
        [
            (string.IsNullOrWhiteSpace(text), "q should not be empty."),
            (text is null, "q must be a string."),
            (limit is not null && (!isNumber || number > MaxResults), $"limit must not be greater than {MaxResults}."),
            (limit is not null && (!isNumber || number < 1), "limit must not be less than 1."),
            (limit is not null && !isNumber, "limit must be an integer number."),
            (request.Query("entityTypes")?.Split(',').Except(types, StringComparer.Ordinal).Any() == true,
                $"each value in entityTypes must be one of the following values: {string.Join(", ", types)}."),
            (request.Query("excludeDrafts") is not (null or "true" or "false"), "excludeDrafts must be a boolean value."),
        ];
        QueryRules.Check(
            [.. QueryRules.Unknown(request, "q", "limit", "entityTypes", "excludeDrafts"), .. rules.Where(rule => rule.IsWrong).Select(rule => rule.Error)]);
    }
}
