namespace Owox.Sandbox.Faults;

/// <summary>Applies faults before a request reaches its route.</summary>
internal static class FaultMiddleware
{
    public static async Task RunAsync(HttpContext context, FaultList faults, RequestDelegate next)
    {
        var cleared = faults.Cleared;
        var taken = context.Request.IsControl() ? [] : faults.Take(context.Request.Method, context.Request.OriginalPath());
        RequestEntry.Of(context)?.Injected = taken;
        foreach (var delay in taken.Where(fault => fault.Kind == FaultKind.Delay))
        {
            await Task.Delay(TimeSpan.FromSeconds(delay.Seconds), context.RequestAborted);
        }

        if (taken.Any(fault => fault.Kind == FaultKind.Hold))
        {
            await cleared.WaitAsync(context.RequestAborted);
        }

        var replacement = taken.FirstOrDefault(fault => fault.ReplacesResponse);
        await (replacement is null ? next(context) : ReplaceAsync(context, replacement));
    }

    private static async Task ReplaceAsync(HttpContext context, Fault fault)
    {
        var response = context.Response;
        switch (fault.Kind)
        {
            case FaultKind.Disconnect:
                context.Abort();
                break;
            case FaultKind.Silent:
                await Task.Delay(Timeout.Infinite, context.RequestAborted);
                break;
            case FaultKind.LargeResponse:
                // The rest is never sent, because a client that reads the headers disconnects before it.
                response.ContentType = fault.ContentType;
                response.ContentLength = fault.Bytes;
                await response.Body.WriteAsync("["u8.ToArray(), context.RequestAborted);
                await response.Body.FlushAsync(context.RequestAborted);
                await Task.Delay(Timeout.Infinite, context.RequestAborted);
                break;
            default:
                foreach (var (name, value) in fault.Headers)
                {
                    response.Headers[name] = value;
                }

                await new ApiResponse(fault.Status, fault.Body.Length > 0 ? fault.ContentType : null, fault.Body).WriteAsync(context);
                break;
        }
    }
}
