namespace Owox.Sandbox.Routes;

/// <summary>A member's session: password sign-in, its cookie, and access tokens for it.</summary>
internal static class SignInRoutes
{
    private static readonly string[] AnyMethod = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD"];

    public static void Map(ApiRoutes routes)
    {
        routes.Post("/auth/better-auth/sign-in/email", Access.Anyone, SignIn);
        routes.Post("/auth/better-auth/sign-out", Access.Anyone, SignOut);
        routes.Get("/auth/better-auth/get-session", Access.Anyone, GetSession);
        routes.Get("/auth/sign-out", Access.Anyone, BrowserSignOut);
        routes.Map(AnyMethod, "/auth/access-token", Access.Anyone, request => WithSession(request, session =>
            new JsonObject { ["accessToken"] = request.State.Tokens.Issue(session.Member) }));
        routes.Get("/auth/api/user", Access.Anyone, request => WithSession(request, User));
        routes.Get("/auth/api/projects", Access.Anyone, request => WithSession(request, _ => new JsonArray()));
    }

    private static ApiResponse SignIn(ApiRequest request)
    {
        if (request.State.SignInLimiter.Wait() is { } seconds)
        {
            request.Http.Response.Headers["x-retry-after"] = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
            return new ApiResponse(429, "text/plain; charset=utf-8", "{\"message\":\"Too many requests. Please try again later.\"}");
        }

        if (RefuseOrigin(request) is { } refusal)
        {
            return refusal;
        }

        if (request.Body is not JsonObject)
        {
            return Refuse(400, "[body] Invalid input: expected object, received undefined", "VALIDATION_ERROR");
        }

        foreach (var field in new[] { "email", "password" })
        {
            if (!BodyRules.IsString(request.Body[field]))
            {
                return Refuse(400, $"[body.{field}] Invalid input: expected string, received undefined", "VALIDATION_ERROR");
            }
        }

        var email = request.Body["email"]!.GetValue<string>();
        if (!email.Contains('@', StringComparison.Ordinal))
        {
            return Refuse(400, "Invalid email", "INVALID_EMAIL");
        }

        return request.State.Members.SignIn(email, request.Body["password"]!.GetValue<string>()) is { } member
            ? Open(request, member)
            : Refuse(401, "Invalid email or password", "INVALID_EMAIL_OR_PASSWORD");
    }

    private static ApiResponse Open(ApiRequest request, Member member)
    {
        var session = request.State.Sessions.Open(member);
        request.Http.Response.Headers.SetCookie = $"{Sessions.CookieName}={session.Cookie}; Max-Age=604800; Path=/; HttpOnly; SameSite=Lax";
        return ApiResponse.Ok(new JsonObject { ["redirect"] = false, ["token"] = session.Token, ["user"] = SessionUser(member) });
    }

    private static ApiResponse SignOut(ApiRequest request)
    {
        if (RefuseOrigin(request) is { } refusal)
        {
            return refusal;
        }

        request.State.Sessions.Close(request.Http.Request);
        request.Http.Response.Headers.SetCookie = "better-auth.dont_remember=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax";
        return ApiResponse.Ok(new JsonObject { ["success"] = true });
    }

    private static ApiResponse BrowserSignOut(ApiRequest request)
    {
        request.State.Sessions.Close(request.Http.Request);
        request.Http.Response.Headers.SetCookie = new[]
        {
            "refreshToken=; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT",
            "better-auth.csrf_token=; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT",
        };
        request.Http.Response.Headers.Location = "/auth/sign-in";
        return new ApiResponse(302, "text/plain; charset=utf-8", "Found. Redirecting to /auth/sign-in");
    }

    private static ApiResponse GetSession(ApiRequest request)
    {
        request.Http.Response.Headers.CacheControl = "no-store";
        if (!request.State.Sessions.TryFind(request.Http.Request, out var session))
        {
            return ApiResponse.Ok(null);
        }

        return ApiResponse.Ok(new JsonObject
        {
            ["session"] = new JsonObject
            {
                ["expiresAt"] = Timestamp.Milliseconds(session.ExpiresAt),
                ["token"] = session.Token,
                ["createdAt"] = Timestamp.Milliseconds(session.CreatedAt),
                ["updatedAt"] = Timestamp.Milliseconds(session.CreatedAt),
                ["ipAddress"] = string.Empty,
                ["userAgent"] = string.Empty,
                ["userId"] = session.Member.UserId,
                ["activeOrganizationId"] = null,
                ["id"] = session.Id,
            },
            ["user"] = SessionUser(session.Member),
        });
    }

    // A request with a cookie must prove where it comes from; one without need not, but must not lie.
    private static ApiResponse? RefuseOrigin(ApiRequest request)
    {
        var headers = request.Http.Request.Headers;
        var origin = headers.Origin.ToString();
        if (origin.Length == 0)
        {
            return headers.Cookie.Count > 0 ? Refuse(403, "Missing or null Origin", "MISSING_OR_NULL_ORIGIN") : null;
        }

        var asked = request.Http.Request;
        return origin == request.State.Origin || (asked.IsHttps && origin == $"https://{asked.Host}") ? null : Refuse(403, "Invalid origin", "INVALID_ORIGIN");
    }

    private static ApiResponse WithSession(ApiRequest request, Func<Session, JsonNode> answer) =>
        request.State.Sessions.TryFind(request.Http.Request, out var session)
            ? ApiResponse.Ok(answer(session))
            : ApiResponse.Json(401, new JsonObject { ["error"] = "Unauthorized" });

    private static JsonObject User(Session session) => new()
    {
        ["userId"] = session.Member.UserId,
        ["projectId"] = Project.Id,
        ["email"] = session.Member.Email,
        ["fullName"] = session.Member.FullName,
        ["roles"] = new JsonArray(session.Member.Role),
    };

    private static JsonObject SessionUser(Member member) => new()
    {
        ["name"] = member.FullName,
        ["email"] = member.Email,
        ["emailVerified"] = true,
        ["image"] = null,
        ["createdAt"] = "2026-11-20T23:56:09.671Z",
        ["updatedAt"] = "2026-11-20T23:56:09.671Z",
        ["id"] = member.UserId,
    };

    private static ApiResponse Refuse(int status, string message, string code) =>
        ApiResponse.Json(status, new JsonObject { ["message"] = message, ["code"] = code });
}
