namespace Owox.Sandbox.Streams;

/// <summary>How a stream ended.</summary>
internal enum StreamEnd
{
    Complete,
    ClientGone,
    Cut,
    WarehouseFailed,
}

/// <summary>Sends rows to the client, with the faults that a test has injected.</summary>
/// <param name="sink">The target of the lines.</param>
/// <param name="rows">The rows.</param>
/// <param name="faults">The faults.</param>
/// <param name="failsAfter">The number of rows after which the warehouse fails, or null.</param>
/// <param name="context">The request.</param>
internal sealed class StreamPump(StreamSink sink, IRowSource rows, StreamFaults faults, int? failsAfter, HttpContext context)
{
    private readonly RequestEntry? _entry = RequestEntry.Of(context);

    public Written Sent { get; private set; }

    /// <param name="cutting">Called before a fault ends the response.</param>
    public async Task<StreamEnd> RunAsync(Action cutting)
    {
        while (true)
        {
            if (await ApplyFaultsAsync(cutting, atEnd: false) is { } end)
            {
                return end;
            }

            // Reads one more row before the warehouse fails, because a result that ends at this row does not fail.
            var max = long.Min(faults.MaxRows(Sent.Rows), (failsAfter ?? long.MaxValue) - Sent.Rows);
            var written = max == 0 ? rows.Write(new ArrayBufferWriter<byte>(), 1) : rows.Write(sink.Output, max);
            if (written.Rows == 0)
            {
                return await ApplyFaultsAsync(cutting, atEnd: true) ?? StreamEnd.Complete;
            }

            if (max == 0)
            {
                await sink.CutAsync();
                return StreamEnd.WarehouseFailed;
            }

            Sent = new Written(Sent.Rows + written.Rows, Sent.Characters + written.Characters);
            _entry?.RowsSent = Sent.Rows;
            if (!await sink.FlushAsync())
            {
                return StreamEnd.ClientGone;
            }

            if (faults.Pause(written.Rows) is > 0 and var pause)
            {
                await Task.Delay(TimeSpan.FromSeconds(pause), context.RequestAborted);
            }
        }
    }

    private async Task<StreamEnd?> ApplyFaultsAsync(Action cutting, bool atEnd)
    {
        while (faults.Next(Sent.Rows, atEnd) is { } fault)
        {
            if (StreamFaults.IsCut(fault))
            {
                cutting();
                await CutAsync(fault);
                return StreamEnd.Cut;
            }

            if (fault.Kind == FaultKind.Stall)
            {
                await sink.FlushAsync();
                await Task.Delay(TimeSpan.FromSeconds(fault.Seconds), context.RequestAborted);
                continue;
            }

            sink.Output.Write(Encoding.UTF8.GetBytes(fault.Kind switch
            {
                FaultKind.NotObject => "[1,2]\n",
                FaultKind.HugeLine => $"{{\"huge\":\"{new string('x', int.Max(0, fault.Bytes - 12))}\"}}\n",
                _ => fault.Text + "\n",
            }));
        }

        return null;
    }

    private async Task CutAsync(Fault fault)
    {
        if (fault.Kind == FaultKind.CutLine)
        {
            var line = new ArrayBufferWriter<byte>();
            rows.Write(line, 1);
            sink.Output.Write(line.WrittenSpan[..(line.WrittenCount / 2)]);
        }

        await (fault is { Kind: FaultKind.CutLine, Clean: true } ? sink.CompleteAsync() : sink.CutAsync());
    }
}
