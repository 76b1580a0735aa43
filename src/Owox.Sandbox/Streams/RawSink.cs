using System.IO.Compression;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections.Features;

namespace Owox.Sandbox.Streams;

/// <summary>Writes the response directly to the connection, because the web server does not send an invalid body.</summary>
/// <param name="context">The request.</param>
/// <param name="runId">The ID of the run.</param>
/// <param name="cut">The kind of cut. Without chunks, the body ends with the connection.</param>
internal sealed class RawSink(HttpContext context, string runId, FaultKind cut) : StreamSink
{
    private static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(5);

    private readonly PipeWriter _connection = context.Features.Get<IConnectionTransportFeature>()!.Transport.Output;
    private readonly ArrayBufferWriter<byte> _pending = new(64 * 1024);
    private readonly bool _isChunked = cut is FaultKind.CutChunked or FaultKind.CutLine;
    private readonly MemoryStream _compressed = new();
    private GZipStream? _gzip;
    private bool _started;

    public override IBufferWriter<byte> Output => _pending;

    public override async ValueTask<bool> FlushAsync()
    {
        if (!_started)
        {
            _started = true;
            Write($"HTTP/1.1 200 OK\r\nContent-Type: {ContentType}\r\nCache-Control: {CacheControl}\r\n{RunIdHeader}: {runId}\r\n");
            Write(_isChunked ? "Transfer-Encoding: chunked\r\n\r\n"
                : $"Connection: close\r\n{(cut == FaultKind.CutGzip ? "Content-Encoding: gzip\r\n" : "")}\r\n");
        }

        if (_pending.WrittenCount > 0)
        {
            WriteFramed();
            _pending.ResetWrittenCount();
        }

        var result = await _connection.FlushAsync();
        return !result.IsCompleted && !context.RequestAborted.IsCancellationRequested;
    }

    public override async Task CompleteAsync()
    {
        await FlushAsync();
        Write(_isChunked ? "0\r\n\r\n" : "");
        await CutAsync();
    }

    // Completing the output sends all data and closes the connection. Aborting would discard the data.
    public override async Task CutAsync()
    {
        await FlushAsync();
        await _connection.CompleteAsync();
        await Task.WhenAny(Task.Delay(CloseTimeout, context.RequestAborted));
        context.Abort();
    }

    public override void Dispose()
    {
        _gzip?.Dispose();
        _compressed.Dispose();
        base.Dispose();
    }

    private void WriteFramed()
    {
        Write(_isChunked ? $"{_pending.WrittenCount:x}\r\n" : "");
        if (cut == FaultKind.CutGzip)
        {
            // The stream is not completed, so the end of the compressed data is never sent.
            _gzip ??= new GZipStream(_compressed, CompressionLevel.Fastest, leaveOpen: true);
            _gzip.Write(_pending.WrittenSpan);
            _gzip.Flush();
            _connection.Write(_compressed.GetBuffer().AsSpan(0, (int)_compressed.Length));
            _compressed.SetLength(0);
        }
        else
        {
            _connection.Write(_pending.WrittenSpan);
        }

        Write(_isChunked ? "\r\n" : "");
    }

    private void Write(string text) => _connection.Write(Encoding.ASCII.GetBytes(text));
}
