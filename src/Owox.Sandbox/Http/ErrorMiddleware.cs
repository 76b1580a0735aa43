namespace Owox.Sandbox.Http;

/// <summary>Turns refusals, and whatever goes wrong by accident, into answers.</summary>
internal sealed class ErrorMiddleware
{
    /// <summary>The server's HTTP parser takes heads up to this many bytes.</summary>
    private const int LongestHead = 16 * 1024;

    private readonly TimeProvider _clock;

    public ErrorMiddleware(TimeProvider clock) => _clock = clock;

    public async Task RunAsync(HttpContext context, RequestDelegate next)
    {
        try
        {
            if (HeadLength(context.Request) > LongestHead)
            {
                throw new ApiError(431);
            }

            await next(context);
        }
        catch (ApiError error)
        {
            await JsonResponse.WriteAsync(context, error, _clock.GetUtcNow());
        }
        catch (Exception problem) when (!context.Response.HasStarted && problem is not (OperationCanceledException or IOException))
        {
            await Console.Error.WriteLineAsync(problem.ToString());
            await JsonResponse.WriteAsync(context, ApiErrors.StatusOnly(500), _clock.GetUtcNow());
        }
    }

    private static int HeadLength(HttpRequest request)
    {
        var length = request.Method.Length + request.OriginalUrl().Length + "  HTTP/1.1\r\n\r\n".Length;
        foreach (var (name, values) in request.Headers)
        {
            length += name.Length + values.ToString().Length + ": \r\n".Length;
        }

        return length;
    }
}
