using System.Text.Json.Nodes;
using Owox.Sandbox.Http;

namespace Owox.Sandbox.Ages;

/// <summary>Makes of each answer what a server of another age would say. Refusals and rows stay as they are.</summary>
internal sealed class AgeStage(SandboxAge age)
{
    private const string Rows = "/api/external/http-data/";

    public async Task RunAsync(HttpContext context, RequestDelegate next)
    {
        var path = context.Request.OriginalPath();
        if (age == SandboxAge.Current || ControlPaths.Contains(context.Request))
        {
            await next(context);
        }
        else if (age == SandboxAge.Older && OlderAnswers.Lacks(path))
        {
            throw ApiErrors.Framework(404, $"Cannot {context.Request.Method} {context.Request.OriginalUrl()}");
        }
        else if (age == SandboxAge.Future && path == FutureAnswers.NewRoute)
        {
            await JsonAnswer.WriteAsync(context, 200, FutureAnswers.NewAnswer);
        }
        else if (path.StartsWith(Rows, StringComparison.Ordinal))
        {
            await next(context);
        }
        else
        {
            await RewriteAsync(context, next);
        }
    }

    private async Task RewriteAsync(HttpContext context, RequestDelegate next)
    {
        var body = context.Response.Body;
        using var kept = new MemoryStream();
        context.Response.Body = kept;
        try
        {
            await next(context);
        }
        finally
        {
            context.Response.Body = body;
        }

        if (context.Response.ContentType == JsonAnswer.ContentType && kept.Length > 0)
        {
            var answer = JsonNode.Parse(kept.ToArray());
            await JsonAnswer.WriteAsync(context, context.Response.StatusCode, age == SandboxAge.Older ? OlderAnswers.Of(answer) : FutureAnswers.Of(answer));
        }
        else
        {
            kept.Position = 0;
            await kept.CopyToAsync(body, context.RequestAborted);
        }
    }
}
