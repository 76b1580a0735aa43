using System.Threading.RateLimiting;

namespace Owox.Sandbox.Routes;

/// <summary>Access tokens for API keys and for sessions, and the API keys of a member.</summary>
internal static class AuthRoutes
{
    private const string KeysPath = "/api/project-member-api-keys";
    private const string NameRules = "name:max100,filled,string";

    private static readonly string[] AnyMethod = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD"];

    public static void Map(ApiRoutes routes)
    {
        routes.Post("/api/auth/api-keys/exchange", Access.Anyone, Exchange);
        routes.Get("/api/auth/context", Access.SignedIn, Context);
        routes.Post("/auth/better-auth/sign-in/email", Access.Anyone, SignIn);
        routes.Post("/auth/better-auth/sign-out", Access.Anyone, SignOut);
        routes.Map(AnyMethod, "/auth/access-token", Access.Anyone, request => request.State.Sessions.TryFind(request.Http.Request, out var session)
            ? ApiResponse.Ok(new JsonObject { ["accessToken"] = request.State.Tokens.Issue(session.Member) })
            : ApiResponse.Json(401, new JsonObject { ["error"] = "Unauthorized" }));

        // Any other value is false.
        routes.Get(KeysPath, Access.MemberSession, request => ApiResponse.Ok(
            request.State.Keys.Of(request.Member, request.Query("includeRevoked") == "true").Select(key => key.Describe()).ToJsonArray()));
        routes.Post(KeysPath, Access.MemberSession, CreateKey);
        routes.Patch(KeysPath + "/{id}", Access.MemberSession, request =>
        {
            var body = RequestBodyValidator.Validate(request.Body, NameRules);
            var key = request.State.Keys.Own(request.Member, request.Route("id"));
            key.Name = (string)body["name"]!;
            return ApiResponse.Ok(key.Describe());
        });
        routes.Delete(KeysPath + "/{id}", Access.MemberSession, request =>
        {
            request.State.Keys.Own(request.Member, request.Route("id")).IsRevoked = true;
            return ApiResponse.NoContent;
        });
    }

    private static ApiResponse Exchange(ApiRequest request)
    {
        var body = RequestBodyValidator.Validate(request.Body, "apiKeySecret:filled,string");
        var key = request.State.Keys.Authenticate(request.Http.Request.Headers["X-OWOX-Api-Key-Id"].ToString(), (string)body["apiKeySecret"]!)
            ?? throw ApiErrors.Guard(401, "Unauthorized");
        return ApiResponse.Ok(new JsonObject
        {
            ["accessToken"] = request.State.Tokens.Issue(key),
            ["accessTokenExpiresIn"] = (int)request.State.Options.TokenLifetime.TotalSeconds,
        });
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

    private static ApiResponse CreateKey(ApiRequest request)
    {
        var body = RequestBodyValidator.Validate(request.Body, NameRules + " expiresAt?:date");
        DateTimeOffset? expiresAt = (string?)body["expiresAt"] is { } text && RequestBodyValidator.TryParseDate(text, out var date) ? date : null;
        var key = request.State.Keys.Create(request.Member, (string)body["name"]!, expiresAt);
        var created = key.Describe();
        created["apiKey"] = key.Value(request.State.Origin);
        return ApiResponse.Created(created);
    }

    private static ApiResponse SignIn(ApiRequest request)
    {
        using var lease = request.State.SignIns.AttemptAcquire();
        if (lease.TryGetMetadata(MetadataName.RetryAfter, out var wait))
        {
            request.Http.Response.Headers["x-retry-after"] = wait.TotalSeconds.ToString(CultureInfo.InvariantCulture);
            return new ApiResponse(429, "text/plain; charset=utf-8", "{\"message\":\"Too many requests. Please try again later.\"}");
        }

        if (CheckOrigin(request) is { } error)
        {
            return error;
        }

        if (request.Body is not JsonObject body)
        {
            return SignInError(400, "[body] Invalid input: expected object, received undefined", "VALIDATION_ERROR");
        }

        foreach (var field in new[] { "email", "password" })
        {
            if (body[field]?.GetValueKind() != JsonValueKind.String)
            {
                return SignInError(400, $"[body.{field}] Invalid input: expected string, received undefined", "VALIDATION_ERROR");
            }
        }

        var email = (string)body["email"]!;
        return !email.Contains('@', StringComparison.Ordinal) ? SignInError(400, "Invalid email", "INVALID_EMAIL")
            : request.State.Members.SignIn(email, (string)body["password"]!) is { } member ? OpenSession(request, member)
            : SignInError(401, "Invalid email or password", "INVALID_EMAIL_OR_PASSWORD");
    }

    private static ApiResponse OpenSession(ApiRequest request, Member member)
    {
        var session = request.State.Sessions.Open(member);
        request.Http.Response.Headers.SetCookie = $"{Sessions.CookieName}={session.Cookie}; Max-Age=604800; Path=/; HttpOnly; SameSite=Lax";
        return ApiResponse.Ok(new JsonObject
        {
            ["redirect"] = false,
            ["token"] = session.Token,
            ["user"] = new JsonObject
            {
                ["name"] = member.FullName,
                ["email"] = member.Email,
                ["emailVerified"] = true,
                ["image"] = null,
                ["createdAt"] = "2026-11-20T23:56:09.671Z",
                ["updatedAt"] = "2026-11-20T23:56:09.671Z",
                ["id"] = member.UserId,
            },
        });
    }

    private static ApiResponse SignOut(ApiRequest request)
    {
        if (CheckOrigin(request) is { } error)
        {
            return error;
        }

        request.State.Sessions.Close(request.Http.Request);
        request.Http.Response.Headers.SetCookie = "better-auth.dont_remember=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax";
        return ApiResponse.Ok(new JsonObject { ["success"] = true });
    }

    // A request with a cookie requires the origin of this server. A request without a cookie can omit it.
    private static ApiResponse? CheckOrigin(ApiRequest request)
    {
        var (http, origin) = (request.Http.Request, request.Http.Request.Headers.Origin.ToString());
        if (origin.Length == 0)
        {
            return http.Headers.Cookie.Count > 0 ? SignInError(403, "Missing or null Origin", "MISSING_OR_NULL_ORIGIN") : null;
        }

        return origin == request.State.Origin || (http.IsHttps && origin == $"https://{http.Host}")
            ? null
            : SignInError(403, "Invalid origin", "INVALID_ORIGIN");
    }

    private static ApiResponse SignInError(int status, string message, string code) =>
        ApiResponse.Json(status, new JsonObject { ["message"] = message, ["code"] = code });
}
