using System.IO.Compression;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections.Features;

namespace Owox.Sandbox.Streams;

/// <summary>How the end of a body is told.</summary>
internal enum Framing
{
    Chunked,

    /// <summary>The body ends when the connection does.</summary>
    Close,

    /// <summary>The same, and compressed.</summary>
    Gzip,
}

/// <summary>
/// Writes the answer to the connection itself, past the web server, which would never send a body that ends wrongly.
/// </summary>
internal sealed class RawSink : StreamSink
{
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(5);

    private readonly HttpContext _context;
    private readonly PipeWriter _connection;
    private readonly Framing _framing;
    private readonly string _runId;
    private readonly ArrayBufferWriter<byte> _pending = new(64 * 1024);
    private readonly MemoryStream _compressed = new();
    private readonly GZipStream _gzip;
    private bool _started;

    public RawSink(HttpContext context, string runId, Framing framing)
    {
        _context = context;
        _connection = context.Features.Get<IConnectionTransportFeature>()!.Transport.Output;
        _framing = framing;
        _runId = runId;
        _gzip = new GZipStream(_compressed, CompressionLevel.Fastest, leaveOpen: true);
    }

    public override void Advance(int count) => _pending.Advance(count);

    public override Memory<byte> GetMemory(int sizeHint = 0) => _pending.GetMemory(sizeHint);

    public override Span<byte> GetSpan(int sizeHint = 0) => _pending.GetSpan(sizeHint);

    public override async ValueTask<bool> FlushAsync()
    {
        if (!_started)
        {
            _started = true;
            _connection.Write(Encoding.ASCII.GetBytes(Head()));
        }

        WriteFramed();
        _pending.ResetWrittenCount();
        var result = await _connection.FlushAsync();
        return !result.IsCompleted && !_context.RequestAborted.IsCancellationRequested;
    }

    public override async Task CompleteAsync()
    {
        await FlushAsync();
        if (_framing == Framing.Chunked)
        {
            _connection.Write("0\r\n\r\n"u8);
        }

        await EndAsync();
    }

    public override async Task CutAsync()
    {
        await FlushAsync();
        await EndAsync();
    }

    public override void Dispose()
    {
        _gzip.Dispose();
        _compressed.Dispose();
    }

    private void WriteFramed()
    {
        if (_pending.WrittenCount == 0)
        {
            return;
        }

        switch (_framing)
        {
            case Framing.Chunked:
                _connection.Write(Encoding.ASCII.GetBytes($"{_pending.WrittenCount:x}\r\n"));
                _connection.Write(_pending.WrittenSpan);
                _connection.Write("\r\n"u8);
                break;
            case Framing.Gzip:
                // The compressor keeps back what it has not finished: the end of its data never comes.
                _gzip.Write(_pending.WrittenSpan);
                _gzip.Flush();
                _connection.Write(_compressed.GetBuffer().AsSpan(0, (int)_compressed.Length));
                _compressed.SetLength(0);
                break;
            default:
                _connection.Write(_pending.WrittenSpan);
                break;
        }
    }

    // Ending the transport's output lets everything go out and then closes; aborting at once would drop it.
    private async Task EndAsync()
    {
        await _connection.FlushAsync();
        await _connection.CompleteAsync();
        await Task.WhenAny(Task.Delay(Farewell, _context.RequestAborted));
        _context.Abort();
    }

    private string Head()
    {
        var head = new StringBuilder("HTTP/1.1 200 OK\r\n")
            .Append("Content-Type: ").Append(NdjsonResponse.ContentType).Append("\r\n")
            .Append("Cache-Control: ").Append(NdjsonResponse.CacheControl).Append("\r\n")
            .Append(NdjsonResponse.RunIdHeader).Append(": ").Append(_runId).Append("\r\n");
        head.Append(_framing == Framing.Chunked ? "Transfer-Encoding: chunked\r\n" : "Connection: close\r\n");
        if (_framing == Framing.Gzip)
        {
            head.Append("Content-Encoding: gzip\r\n");
        }

        return head.Append("\r\n").ToString();
    }
}
