namespace Owox.Sandbox.Streams;

/// <summary>Streams the rows of a query and keeps the record of it.</summary>
internal sealed class StreamService
{
    private readonly RowOpener _opener;
    private readonly RunHistory _history;
    private readonly SandboxOptions _options;

    public StreamService(Warehouse warehouse, RunHistory history, SandboxOptions options)
    {
        (_opener, _history, _options) = (new RowOpener(warehouse, options.Clock), history, options);
    }

    public async Task RunAsync(HttpContext context, StreamRequest request)
    {
        var faults = FaultMiddleware.Of(context);
        var run = new StreamRun(
            _history,
            _options.Clock,
            faults.FirstOrDefault(fault => fault.Kind == FaultKind.RunRecord),
            StreamRun.Document(request, _options.Clock.GetUtcNow()));
        try
        {
            OutputControls.Check(request.Query, request.Fields, request.Selected);
            run.NoteFreshness(request.Mart, request.Selected.Any(field => field.Joined is not null));
            await SendAsync(context, request, run, new StreamScript(faults));
        }
        catch (ApiError error)
        {
            run.Fail(error.Message);
            throw;
        }
    }

    private async Task SendAsync(HttpContext context, StreamRequest request, StreamRun run, StreamScript script)
    {
        if (request.Mart.Failure is { } failure)
        {
            throw failure.ToError();
        }

        var entry = RequestEntry.Of(context);
        if (entry is not null)
        {
            entry.RunId = run.Id;
        }

        var (rows, columns) = _opener.Open(request);
        using (rows)
        {
            var framing = script.Framing ?? (request.Mart.FailsAfter is null ? null : Framing.Chunked);
            using StreamSink sink = framing is { } special
                ? new RawSink(context, run.Id, special)
                : new HttpSink(context, run.Id, _options.ReadTimeout);
            var pump = new StreamPump(sink, rows, script, request.Mart.FailsAfter, entry, () => run.Fail(StreamRun.ClientGone), context.RequestAborted);
            var end = await PumpAsync(pump, sink);
            if (entry is not null)
            {
                entry.IsWhole = end == StreamEnd.Complete;
            }

            await EndAsync(end, pump, sink, run, request, columns);
        }
    }

    private static async Task<StreamEnd> PumpAsync(StreamPump pump, StreamSink sink)
    {
        try
        {
            return await pump.RunAsync();
        }
        catch (OperationCanceledException)
        {
            return StreamEnd.ClientGone;
        }
        catch (SqliteException)
        {
            await sink.CutAsync();
            return StreamEnd.WarehouseFailed;
        }
    }

    private async Task EndAsync(
        StreamEnd end, StreamPump pump, StreamSink sink, StreamRun run, StreamRequest request, IReadOnlyList<OutputColumn> columns)
    {
        switch (end)
        {
            case StreamEnd.Complete:
                // The record is there before the answer ends: whoever has read it all can ask for the record.
                run.Succeed(pump.Sent, columns, _opener.Totals(request));
                await sink.CompleteAsync();
                break;
            case StreamEnd.Cut:
                // Its record was there before the cut, too.
                break;
            case StreamEnd.WarehouseFailed:
                run.Fail("Access Denied: failure at the second page");
                break;
            default:
                run.Fail(StreamRun.ClientGone);
                break;
        }
    }
}
