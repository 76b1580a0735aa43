namespace Owox.Sandbox.Auth;

/// <summary>Who can use a route.</summary>
internal enum Access
{
    Anyone,
    SignedIn,
    MemberSession,
    MemberAdmin,
    TechnicalUser,
    ProjectAdmin,
}

/// <summary>Identifies the sender of a request, and verifies that the sender can use the route.</summary>
internal sealed class Authorization(AccessTokens tokens)
{
    public Caller? Authorize(HttpRequest request, Access access)
    {
        if (access == Access.Anyone)
        {
            return null;
        }

        var caller = Identify(request);
        return access switch
        {
            Access.MemberSession or Access.MemberAdmin when caller.ApiKeyId is not null =>
                throw ApiErrors.Guard(403, "API key authentication is not allowed for this endpoint"),
            Access.TechnicalUser when !caller.Member.IsAdmin => throw ApiErrors.RoleRequired("Technical User"),
            Access.ProjectAdmin or Access.MemberAdmin when !caller.Member.IsAdmin => throw ApiErrors.RoleRequired("Project Admin"),
            _ => caller,
        };
    }

    private Caller Identify(HttpRequest request)
    {
        var token = request.Headers["x-owox-authorization"].ToString();
        if (token.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase))
        {
            token = token["Bearer ".Length..];
        }

        var caller = tokens.Find(token.Trim()) ?? throw ApiErrors.Unauthenticated();
        var keyId = request.Headers["X-OWOX-Api-Key-Id"].ToString();
        return caller.ApiKeyId is null || caller.ApiKeyId == keyId ? caller : throw ApiErrors.Guard(403, "Access denied by api key");
    }
}
