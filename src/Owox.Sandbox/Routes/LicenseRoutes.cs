namespace Owox.Sandbox.Routes;

/// <summary>The license keys that a deployment issues for self-managed deployments. Most deployments do not have these routes.</summary>
internal static class LicenseRoutes
{
    private const string Path = "/api/license-keys";
    private const string NameRules = "name:max255,min1,string";

    public static void Map(ApiRoutes routes)
    {
        if (!routes.State.Options.LicenseKeys)
        {
            return;
        }

        routes.Get(Path, Access.MemberSession, static request => ApiResponse.Ok(request.State.LicenseKeys.Active.Select(static key => key.Describe()).ToJsonArray()));
        routes.Post(Path, Access.MemberAdmin, Create);
        routes.Patch(Path + "/{id}", Access.MemberAdmin, static request =>
        {
            var body = RequestBodyValidator.Validate(request.Body, NameRules);
            var key = request.State.LicenseKeys.Get(request.Route("id"));
            key.Name = (string)body["name"]!;
            return ApiResponse.Ok(key.Describe());
        });
        routes.Delete(Path + "/{id}", Access.MemberAdmin, static request =>
        {
            request.State.LicenseKeys.Get(request.Route("id")).IsRevoked = true;
            return ApiResponse.NoContent;
        });
    }

    private static ApiResponse Create(ApiRequest request)
    {
        var body = RequestBodyValidator.Validate(request.Body, $"{NameRules} origin:max255,min1,string");
        var key = request.State.LicenseKeys.Create(request.Member, (string)body["name"]!, Normalize((string)body["origin"]!));
        var created = key.Describe();
        created["licenseKey"] = key.Value;
        return ApiResponse.Created(created);
    }

    private static string Normalize(string origin) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var uri) && uri.Scheme is ("http" or "https")
            ? uri.GetLeftPart(UriPartial.Authority)
            : throw ApiErrors.Framework(400, $"\"{origin}\" is not a valid public origin. Use a full http or https address, for example https://data-marts.example.com");
}
