namespace Owox.Sandbox.Http;

/// <summary>Converts exceptions to error responses.</summary>
internal static class ErrorMiddleware
{
    /// <summary>The maximum number of bytes of a request line and headers that the server accepts.</summary>
    private const int MaxHeadLength = 16 * 1024;

    public static async Task RunAsync(HttpContext context, TimeProvider clock, RequestDelegate next)
    {
        try
        {
            var request = context.Request;
            var length = request.Method.Length + request.OriginalUrl().Length + "  HTTP/1.1\r\n\r\n".Length
                + request.Headers.Sum(static header => header.Key.Length + header.Value.ToString().Length + ": \r\n".Length);
            await (length > MaxHeadLength ? throw new ApiError(431) : next(context));
        }
        catch (ApiError error)
        {
            await error.ToResponse(context.Request, clock.GetUtcNow()).WriteAsync(context);
        }
        catch (Exception problem) when (!context.Response.HasStarted && problem is not (OperationCanceledException or IOException))
        {
            await Console.Error.WriteLineAsync(problem.ToString());
            await ApiErrors.StatusOnly(500).ToResponse(context.Request, clock.GetUtcNow()).WriteAsync(context);
        }
    }
}
