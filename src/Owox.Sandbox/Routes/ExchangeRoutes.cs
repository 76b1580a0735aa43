namespace Owox.Sandbox.Routes;

/// <summary>Access tokens for API keys.</summary>
internal static class ExchangeRoutes
{
    public static void Map(ApiRoutes routes)
    {
        routes.Post("/api/auth/api-keys/exchange", Access.Anyone, Exchange);
        if (routes.State.Options.AuthContext)
        {
            routes.Get("/api/auth/context", Access.SignedIn, Context);
        }
    }

    private static ApiResponse Exchange(ApiRequest request)
    {
        new BodyRules(request.Body)
            .Require("apiKeySecret", (BodyRules.NotEmpty, "should not be empty"), (BodyRules.IsString, "must be a string"))
            .Check();
        var key = request.State.Keys.Authenticate(
            request.Http.Request.Headers["X-OWOX-Api-Key-Id"].ToString(),
            request.Body!["apiKeySecret"]!.GetValue<string>()) ?? throw ApiErrors.Guard(401, "Unauthorized");
        var answer = new JsonObject { ["accessToken"] = request.State.Tokens.Issue(key) };
        if (!request.State.Options.OmitTokenLifetime)
        {
            answer["accessTokenExpiresIn"] = (int)request.State.Options.TokenLifetime.TotalSeconds;
        }

        return ApiResponse.Ok(answer);
    }

    private static ApiResponse Context(ApiRequest request)
    {
        var member = request.Member;
        var context = new JsonObject
        {
            ["userId"] = member.UserId,
            ["projectId"] = Project.Id,
            ["email"] = member.Email,
            ["fullName"] = member.FullName,
            ["roles"] = new JsonArray(member.Role),
            ["projectTitle"] = Project.Title,
        };
        if (request.Caller.ApiKeyId is { } key)
        {
            context["authFlow"] = "api_key";
            context["apiKeyId"] = key;
        }

        return ApiResponse.Ok(context);
    }
}
