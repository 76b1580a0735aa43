using System.IO.Pipelines;

namespace Owox.Sandbox.Streams;

/// <summary>The usual answer: chunked, not compressed.</summary>
internal sealed class HttpSink : StreamSink
{
    private readonly HttpContext _context;
    private readonly PipeWriter _body;
    private readonly CancellationToken _aborted;
    private readonly TimeSpan _readTimeout;

    public HttpSink(HttpContext context, string runId, TimeSpan readTimeout)
    {
        _context = context;
        _body = context.Response.BodyWriter;
        _aborted = context.RequestAborted;
        _readTimeout = readTimeout;
        context.Response.StatusCode = 200;
        context.Response.ContentType = NdjsonResponse.ContentType;
        context.Response.Headers.CacheControl = NdjsonResponse.CacheControl;
        context.Response.Headers[NdjsonResponse.RunIdHeader] = runId;
    }

    public override void Advance(int count) => _body.Advance(count);

    public override Memory<byte> GetMemory(int sizeHint = 0) => _body.GetMemory(sizeHint);

    public override Span<byte> GetSpan(int sizeHint = 0) => _body.GetSpan(sizeHint);

    public override async ValueTask<bool> FlushAsync()
    {
        var flush = _body.FlushAsync(_aborted);
        try
        {
            var result = flush.IsCompleted ? await flush : await flush.AsTask().WaitAsync(_readTimeout);
            return !result.IsCompleted && !result.IsCanceled && !_aborted.IsCancellationRequested;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
        catch (TimeoutException)
        {
            _context.Abort();
            return false;
        }
    }

    public override Task CompleteAsync() => _context.Response.CompleteAsync();

    public override void Dispose()
    {
    }

    public override Task CutAsync()
    {
        _context.Abort();
        return Task.CompletedTask;
    }
}
