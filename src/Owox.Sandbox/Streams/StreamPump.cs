namespace Owox.Sandbox.Streams;

/// <summary>How a stream ended.</summary>
internal enum StreamEnd
{
    Complete,
    ClientGone,
    Cut,
    WarehouseFailed,
}

/// <summary>Moves rows from their source to the client, and misbehaves on the way when it is asked to.</summary>
internal sealed class StreamPump
{
    private readonly StreamSink _sink;
    private readonly IRowSource _rows;
    private readonly StreamScript _script;
    private readonly long _failsAfter;
    private readonly RequestEntry? _entry;
    private readonly Action _noteCut;
    private readonly CancellationToken _clientGone;

    public StreamPump(
        StreamSink sink, IRowSource rows, StreamScript script, int? failsAfter, RequestEntry? entry, Action noteCut, CancellationToken clientGone)
    {
        (_sink, _rows, _script, _entry, _noteCut, _clientGone) = (sink, rows, script, entry, noteCut, clientGone);
        _failsAfter = failsAfter ?? long.MaxValue;
    }

    public Written Sent { get; private set; }

    public async Task<StreamEnd> RunAsync()
    {
        while (true)
        {
            if (await PlayAsync(atEnd: false) is { } end)
            {
                return end;
            }

            var room = long.Min(_script.Room(Sent.Rows), _failsAfter - Sent.Rows);
            var written = room == 0 ? HasMore() : _rows.Write(_sink, room);
            if (written.Rows == 0)
            {
                return await PlayAsync(atEnd: true) ?? StreamEnd.Complete;
            }

            if (room == 0)
            {
                await _sink.CutAsync();
                return StreamEnd.WarehouseFailed;
            }

            Count(written);
            if (!await _sink.FlushAsync())
            {
                return StreamEnd.ClientGone;
            }

            if (_script.Pause(written.Rows) is > 0 and var pause)
            {
                await Task.Delay(TimeSpan.FromSeconds(pause), _clientGone);
            }
        }
    }

    private void Count(Written written)
    {
        Sent = new Written(Sent.Rows + written.Rows, Sent.Characters + written.Characters);
        if (_entry is not null)
        {
            _entry.RowsSent = Sent.Rows;
        }
    }

    // Reads one row past the point of failure: a result that ends right there does not fail.
    private Written HasMore() => _rows.Write(new ArrayBufferWriter<byte>(), 1);

    private async Task<StreamEnd?> PlayAsync(bool atEnd)
    {
        while (_script.Due(Sent.Rows, atEnd) is { } fault)
        {
            if (StreamScript.IsCut(fault))
            {
                _noteCut();
                await CutAsync(fault);
                return StreamEnd.Cut;
            }

            if (fault.Kind == FaultKind.Stall)
            {
                await _sink.FlushAsync();
                await Task.Delay(TimeSpan.FromSeconds(fault.Seconds), _clientGone);
            }
            else
            {
                WriteLine(fault);
            }
        }

        return null;
    }

    private async Task CutAsync(Fault fault)
    {
        if (fault.Kind != FaultKind.CutLine)
        {
            await _sink.CutAsync();
            return;
        }

        var line = new ArrayBufferWriter<byte>();
        _rows.Write(line, 1);
        _sink.Write(line.WrittenSpan[..(line.WrittenCount / 2)]);
        await (fault.Clean ? _sink.CompleteAsync() : _sink.CutAsync());
    }

    private void WriteLine(Fault fault)
    {
        var line = fault.Kind switch
        {
            FaultKind.NotObject => "[1,2]",
            FaultKind.HugeLine => $"{{\"huge\":\"{new string('x', int.Max(0, fault.Bytes - 12))}\"}}",
            _ => fault.Text,
        };
        _sink.Write(Encoding.UTF8.GetBytes(line + "\n"));
    }
}
