namespace Owox.Sandbox.Routes;

/// <summary>A member's own API keys.</summary>
internal static class ApiKeyRoutes
{
    private const string Path = "/api/project-member-api-keys";

    public static void Map(ApiRoutes routes)
    {
        routes.Get(Path, Access.MemberSession, List);
        routes.Post(Path, Access.MemberSession, Create);
        routes.Patch(Path + "/{id}", Access.MemberSession, Rename);
        routes.Delete(Path + "/{id}", Access.MemberSession, Revoke);
    }

    // Anything but "true" is taken for false.
    private static ApiResponse List(ApiRequest request) => ApiResponse.Ok(
        request.State.Keys.Of(request.Member, request.Query("includeRevoked") == "true")
            .Select(key => key.Describe()).ToJsonArray());

    private static ApiResponse Create(ApiRequest request)
    {
        NameRules(request)
            .Allow("expiresAt", IsDate, "must be a valid ISO 8601 date string")
            .Check();
        DateTimeOffset? expiresAt = request.Body!["expiresAt"] is { } text && TryDate(text.GetValue<string>(), out var date) ? date : null;
        var key = request.State.Keys.Create(request.Member, Name(request), expiresAt);
        var created = key.Describe();
        created["apiKey"] = key.Value(request.State.Origin);
        return ApiResponse.Created(created);
    }

    private static ApiResponse Rename(ApiRequest request)
    {
        NameRules(request).Check();
        var key = request.State.Keys.Own(request.Member, request.Route("id"));
        key.Name = Name(request);
        return ApiResponse.Ok(key.Describe());
    }

    private static ApiResponse Revoke(ApiRequest request)
    {
        request.State.Keys.Own(request.Member, request.Route("id")).IsRevoked = true;
        return ApiResponse.NoContent;
    }

    private static BodyRules NameRules(ApiRequest request) => new BodyRules(request.Body).Require(
        "name",
        (BodyRules.AtMost(100), "must be shorter than or equal to 100 characters"),
        (BodyRules.NotEmpty, "should not be empty"),
        (BodyRules.IsString, "must be a string"));

    private static string Name(ApiRequest request) => request.Body!["name"]!.GetValue<string>();

    private static bool IsDate(JsonNode? value) => BodyRules.IsString(value) && TryDate(value!.GetValue<string>(), out _);

    private static bool TryDate(string text, out DateTimeOffset date)
    {
        date = default;
        var startsWithDay = text.Length >= 10
            && DateOnly.TryParseExact(text.AsSpan(0, 10), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
            && (text.Length == 10 || text[10] is 'T' or ' ');
        return startsWithDay && DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out date);
    }
}
