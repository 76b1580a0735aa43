namespace Owox.Sandbox.Streams;

/// <summary>A validated stream. The member can read the data mart, and every column exists.</summary>
internal sealed record StreamRequest(
    DataMart Mart, Report? Report, Caller Caller, StreamQuery Query, Fields Fields, IReadOnlyList<FieldColumn> Selected)
{
    /// <summary>The context that the caller sent, or null if it is missing or invalid.</summary>
    public JsonObject? RunContext { get; init; }
}

/// <summary>Streams the rows of a query and records the run.</summary>
internal sealed class StreamService(Warehouse warehouse, ResourceStore resources, SandboxOptions options)
{
    public async Task RunAsync(HttpContext context, StreamRequest request)
    {
        var faults = RequestEntry.Of(context)?.Injected ?? [];
        var run = new StreamRun(resources, options.Clock, faults.FirstOrDefault(fault => fault.Kind == FaultKind.RunRecord), request);
        try
        {
            CheckLicense();
            OutputControls.Check(request, options);
            run.SetDataLastUpdated(request.Mart, request.Selected.Any(field => field.Relationship is not null));
            await SendAsync(context, request, run, new StreamFaults(faults));
        }
        catch (ApiError error)
        {
            run.Fail(error.Message, options.RejectsStreams ? "RESTRICTED" : "FAILED");
            throw;
        }
    }

    // The license is checked before the columns and after all other conditions.
    private void CheckLicense() => ApiError.ThrowIf(options.RejectsStreams, static () => ApiErrors.Business(
        "Report Runs require an active OWOX Data Marts Cloud license. Open https://app.owox.com and create a managed license key in Project Settings, "
        + "then set it as LICENSE_KEY to enable execution.",
        details: new JsonObject { ["blockedReasons"] = new JsonArray("LICENSE_REQUIRED") }));

    private async Task SendAsync(HttpContext context, StreamRequest request, StreamRun run, StreamFaults faults)
    {
        ApiError.ThrowIf(request.Mart.Failure is not null, () => request.Mart.Failure!.ToError());
        var entry = RequestEntry.Of(context);
        entry?.RunId = run.Id;
        var (rows, columns) = Open(request);
        using (rows)
        {
            var cut = faults.Cut ?? (request.Mart.FailsAfter is null ? null : FaultKind.CutChunked);
            using StreamSink sink = cut is { } kind
                ? new RawSink(context, run.Id, kind)
                : new HttpSink(context, run.Id, options.ReadTimeout);
            var pump = new StreamPump(sink, rows, faults, request.Mart.FailsAfter, context);
            var end = await PumpAsync(pump, sink, run);
            entry?.IsComplete = end == StreamEnd.Complete;
            switch (end)
            {
                case StreamEnd.Complete:
                    // The record exists before the response ends, so that a client can request it after reading all rows.
                    run.Succeed(pump.Sent, columns, Totals(request));
                    await sink.CompleteAsync();
                    break;
                case StreamEnd.WarehouseFailed:
                    run.Fail("Access Denied: failure at the second page");
                    break;
                case StreamEnd.ClientGone:
                    run.Fail(StreamRun.ClientGone);
                    break;
            }
        }
    }

    // A block table without rules is sent without a query for each block.
    private (IRowSource Rows, IReadOnlyList<OutputColumn> Columns) Open(StreamRequest request)
    {
        var table = request.Mart.Table!;
        if (table.Block is not { } size || !request.Query.IsPlain)
        {
            var rows = SqlRows.Open(warehouse.Open(table), new StatementWriter(request, options).Rows());
            return (rows, rows.Columns);
        }

        var first = request with { Query = request.Query with { Limit = size } };
        using var block = SqlRows.Open(warehouse.Open(table), new StatementWriter(first, options).Rows());
        return (new BlockSource(table, size, block, request.Query.Limit), block.Columns);
    }

    // The totals of all rows, regardless of the limit. A block table has no totals, because they take longer than the rows.
    private JsonObject? Totals(StreamRequest request)
    {
        if (request.Mart.Table!.Block is not null || new StatementWriter(request, options).Totals() is not { } statement)
        {
            return null;
        }

        using var rows = SqlRows.Open(warehouse.Open(request.Mart.Table), statement);
        var line = new ArrayBufferWriter<byte>();
        rows.Write(line, 1);
        return JsonNode.Parse(line.WrittenSpan)?.AsObject();
    }

    private static async Task<StreamEnd> PumpAsync(StreamPump pump, StreamSink sink, StreamRun run)
    {
        try
        {
            return await pump.RunAsync(cutting: () => run.Fail(StreamRun.ClientGone));
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
}
