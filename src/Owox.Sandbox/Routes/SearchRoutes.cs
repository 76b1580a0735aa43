namespace Owox.Sandbox.Routes;

/// <summary>Finds data marts, storages and destinations by words.</summary>
internal static class SearchRoutes
{
    private const int DefaultLimit = 10;
    private const int MostResults = 50;

    private static readonly string[] EntityTypes = ["DATA_MART", "DATA_STORAGE", "DATA_DESTINATION"];

    public static void Map(ApiRoutes routes) => routes.Get("/api/search", Access.SignedIn, Search);

    private static ApiResponse Search(ApiRequest request)
    {
        Check(request);
        var text = request.Query("q")!.Trim();
        if (text.Length is < 2 or > 256)
        {
            throw ApiErrors.Framework(400, $"Query must be at {(text.Length < 2 ? "least 2" : "most 256")} characters");
        }

        var types = request.Query("entityTypes")?.Split(',') ?? EntityTypes;
        var found = SearchIndex.Find(request.State.Catalog, request.Member, text)
            .Where(hit => types.Contains(hit.EntityType, StringComparer.Ordinal))
            .Where(hit => !hit.IsDraft || request.Query("excludeDrafts") != "true")
            .Take(QueryRules.Lenient(request, "limit", 1, MostResults, DefaultLimit));
        return ApiResponse.Ok(found.Select(hit => hit.Describe()).ToJsonArray());
    }

    private static void Check(ApiRequest request)
    {
        List<string> complaints = [.. QueryRules.Unknown(request, "q", "limit", "entityTypes", "excludeDrafts")];
        var text = request.Query("q");
        AddIf(string.IsNullOrWhiteSpace(text), "q should not be empty.");
        AddIf(text is null, "q must be a string.");
        if (request.Query("limit") is { } limit)
        {
            var isNumber = int.TryParse(limit, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number);
            AddIf(!isNumber || number > MostResults, $"limit must not be greater than {MostResults}.");
            AddIf(!isNumber || number < 1, "limit must not be less than 1.");
            AddIf(!isNumber, "limit must be an integer number.");
        }

        AddIf(
            request.Query("entityTypes")?.Split(',').Except(EntityTypes, StringComparer.Ordinal).Any() == true,
            $"each value in entityTypes must be one of the following values: {string.Join(", ", EntityTypes)}.");
        AddIf(request.Query("excludeDrafts") is not (null or "true" or "false"), "excludeDrafts must be a boolean value.");
        QueryRules.Check(complaints);

        void AddIf(bool wrong, string complaint)
        {
            if (wrong)
            {
                complaints.Add(complaint);
            }
        }
    }
}
