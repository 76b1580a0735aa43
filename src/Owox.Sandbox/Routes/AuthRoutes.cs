using System.Threading.RateLimiting;

namespace Owox.Sandbox.Routes;

/// <summary>Access tokens for API keys and for sessions.</summary>
internal static class AuthRoutes
{
    private static readonly string[] AnyMethod = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD"];
    private static readonly string[] Credentials = ["email", "password"];

    public static void Map(ApiRoutes routes)
    {
        routes.Post("/api/auth/api-keys/exchange", Access.Anyone, Exchange);
        routes.Get("/api/auth/context", Access.SignedIn, Context);
        routes.Post("/auth/better-auth/sign-in/email", Access.Anyone, SignIn);
        routes.Post("/auth/better-auth/sign-out", Access.Anyone, static request => CheckOrigin(request) ?? CloseSession(request));
        routes.Map(AnyMethod, "/auth/access-token", Access.Anyone, request => request.State.Sessions.Find(request.Http.Request) is { } member
            ? ApiResponse.Ok(new JsonObject { ["accessToken"] = request.State.Tokens.Issue(member) })
            : ApiResponse.Json(401, new JsonObject { ["error"] = "Unauthorized" }));
    }

    private static ApiResponse Exchange(ApiRequest request)
    {
        var body = RequestBodyValidator.Validate(request.Body, "apiKeySecret:filled,string");
        var (state, id) = (request.State, request.Http.Request.Headers["X-OWOX-Api-Key-Id"].ToString());
        var key = ApiKeys.Authenticate(state.Resources, id, (string)body["apiKeySecret"]!, state.Now) ?? throw ApiErrors.Guard(401, "Unauthorized");
        var owner = (string?)key["createdById"] == Members.AdminId ? state.Members.Admin : state.Members.Viewer;
        return ApiResponse.Ok(new JsonObject
        {
            ["accessToken"] = state.Tokens.Issue(owner, id),
            ["accessTokenExpiresIn"] = (int)state.Options.TokenLifetime.TotalSeconds,
        });
    }

    private static ApiResponse Context(ApiRequest request)
    {
        var (member, keyId) = (request.Member, request.Caller.ApiKeyId);
        return ApiResponse.Ok(new JsonObject
        {
            ["userId"] = member.UserId,
            ["projectId"] = ResourceReader.ProjectId,
            ["email"] = member.Email,
            ["fullName"] = member.FullName,
            ["roles"] = new JsonArray(member.Role),
            ["projectTitle"] = "OWOX Data Marts",
        }.With("authFlow", keyId is null ? null : "api_key").With("apiKeyId", keyId));
    }

    private static ApiResponse SignIn(ApiRequest request)
    {
        using var lease = request.State.SignIns.AttemptAcquire();
        if (lease.TryGetMetadata(MetadataName.RetryAfter, out var wait))
        {
            request.Http.Response.Headers["x-retry-after"] = wait.TotalSeconds.ToString(CultureInfo.InvariantCulture);
            return new ApiResponse(429, "text/plain; charset=utf-8", "{\"message\":\"Too many requests. Please try again later.\"}");
        }

        return CheckOrigin(request) ?? CheckPassword(request, request.Body as JsonObject);
    }

    private static ApiResponse CheckPassword(ApiRequest request, JsonObject? body)
    {
        var invalid = Credentials.FirstOrDefault(field => body?[field]?.GetValueKind() != JsonValueKind.String);
        if (body is null || invalid is not null)
        {
            var problem = body is null ? "[body] Invalid input: expected object" : $"[body.{invalid}] Invalid input: expected string";
            return SignInError(400, $"{problem}, received undefined", "VALIDATION_ERROR");
        }

        var email = (string)body["email"]!;
        return !email.Contains('@', StringComparison.Ordinal) ? SignInError(400, "Invalid email", "INVALID_EMAIL")
            : request.State.Members.SignIn(email, (string)body["password"]!) is { } member ? OpenSession(request, member)
            : SignInError(401, "Invalid email or password", "INVALID_EMAIL_OR_PASSWORD");
    }

    private static ApiResponse OpenSession(ApiRequest request, Member member)
    {
        request.Http.Response.Headers.SetCookie = $"{Sessions.CookieName}={request.State.Sessions.Open(member)}; Max-Age=604800; Path=/; HttpOnly; SameSite=Lax";
        return ApiResponse.Ok(new JsonObject
        {
            ["redirect"] = false,
            ["token"] = Secret.New(24),
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

    private static ApiResponse CloseSession(ApiRequest request)
    {
        request.State.Sessions.Close(request.Http.Request);
        request.Http.Response.Headers.SetCookie = "better-auth.dont_remember=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax";
        return ApiResponse.Ok(new JsonObject { ["success"] = true });
    }

    // A request with a cookie requires the origin of this server. A request without a cookie can omit it.
    private static ApiResponse? CheckOrigin(ApiRequest request)
    {
        var (http, origin) = (request.Http.Request, request.Http.Request.Headers.Origin.ToString());
        return origin.Length == 0 && http.Headers.Cookie.Count > 0 ? SignInError(403, "Missing or null Origin", "MISSING_OR_NULL_ORIGIN")
            : origin.Length == 0 || origin == request.State.Origin || (http.IsHttps && origin == $"https://{http.Host}") ? null
            : SignInError(403, "Invalid origin", "INVALID_ORIGIN");
    }

    private static ApiResponse SignInError(int status, string message, string code) =>
        ApiResponse.Json(status, new JsonObject { ["message"] = message, ["code"] = code });
}
