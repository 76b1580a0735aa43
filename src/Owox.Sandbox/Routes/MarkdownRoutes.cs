namespace Owox.Sandbox.Routes;

/// <summary>Markdown to HTML.</summary>
internal static class MarkdownRoutes
{
    public static void Map(ApiRoutes routes) => routes.Post("/api/markdown/parse-to-html", Access.SignedIn, request =>
    {
        new BodyRules(request.Body).Require("markdown", (BodyRules.IsString, "must be a string")).Check();
        return new ApiResponse(201, "text/html; charset=utf-8", Markdown.ToHtml(request.Body!["markdown"]!.GetValue<string>()));
    });
}
