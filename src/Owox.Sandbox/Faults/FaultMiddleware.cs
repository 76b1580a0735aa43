namespace Owox.Sandbox.Faults;

/// <summary>Misbehaves before a request reaches its route.</summary>
internal sealed class FaultMiddleware
{
    private readonly FaultList _faults;

    public FaultMiddleware(FaultList faults) => _faults = faults;

    public async Task RunAsync(HttpContext context, RequestDelegate next)
    {
        var cleared = _faults.Cleared;
        var taken = ControlPaths.Contains(context.Request)
            ? []
            : _faults.Take(context.Request.Method, context.Request.OriginalPath());
        if (taken.Count == 0)
        {
            await next(context);
            return;
        }

        RequestEntry.Of(context)?.Note(taken);
        context.Items[typeof(FaultMiddleware)] = taken;
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

    /// <summary>The faults that hit this request.</summary>
    public static IReadOnlyList<Fault> Of(HttpContext context) => context.Items[typeof(FaultMiddleware)] as IReadOnlyList<Fault> ?? [];

    private static async Task ReplaceAsync(HttpContext context, Fault fault)
    {
        switch (fault.Kind)
        {
            case FaultKind.Disconnect:
                context.Abort();
                break;
            case FaultKind.Silent:
                await Task.Delay(Timeout.Infinite, context.RequestAborted);
                break;
            case FaultKind.LargeResponse:
                await AnnounceAsync(context, fault);
                break;
            default:
                await AnswerAsync(context, fault);
                break;
        }
    }

    private static async Task AnswerAsync(HttpContext context, Fault fault)
    {
        var body = Encoding.UTF8.GetBytes(fault.Body);
        context.Response.StatusCode = fault.Status;
        if (body.Length > 0)
        {
            context.Response.ContentType = fault.ContentType;
        }

        foreach (var (name, value) in fault.Headers)
        {
            context.Response.Headers[name] = value;
        }

        if (fault.Status is not (204 or 304))
        {
            context.Response.ContentLength = body.Length;
            await context.Response.Body.WriteAsync(body, context.RequestAborted);
        }
    }

    // The rest does not come: a client that reads the headers goes before.
    private static async Task AnnounceAsync(HttpContext context, Fault fault)
    {
        context.Response.ContentType = fault.ContentType;
        context.Response.ContentLength = fault.Bytes;
        await context.Response.Body.WriteAsync("["u8.ToArray(), context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
        await Task.Delay(Timeout.Infinite, context.RequestAborted);
    }
}
