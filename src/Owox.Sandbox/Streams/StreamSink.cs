using System.IO.Pipelines;

namespace Owox.Sandbox.Streams;

/// <summary>Sends the lines of a stream.</summary>
internal abstract class StreamSink : IDisposable
{
    protected const string ContentType = "application/x-ndjson; charset=utf-8";
    protected const string CacheControl = "no-store";
    protected const string RunIdHeader = "x-owox-run-id";

    /// <summary>The lines that the next flush sends.</summary>
    public abstract IBufferWriter<byte> Output { get; }

    /// <summary>Sends the written data. Returns false if the client has disconnected or does not read.</summary>
    public abstract ValueTask<bool> FlushAsync();

    /// <summary>Completes the response.</summary>
    public abstract Task CompleteAsync();

    /// <summary>Closes the connection during the response, after all flushed data has been sent.</summary>
    public abstract Task CutAsync();

    public virtual void Dispose()
    {
    }
}

/// <summary>The default response, which is chunked and not compressed.</summary>
internal sealed class HttpSink : StreamSink
{
    private readonly HttpContext _context;
    private readonly PipeWriter _body;
    private readonly TimeSpan _readTimeout;

    public HttpSink(HttpContext context, string runId, TimeSpan readTimeout)
    {
        (_context, _body, _readTimeout) = (context, context.Response.BodyWriter, readTimeout);
        context.Response.ContentType = ContentType;
        context.Response.Headers.CacheControl = CacheControl;
        context.Response.Headers[RunIdHeader] = runId;
    }

    public override IBufferWriter<byte> Output => _body;

    public override async ValueTask<bool> FlushAsync()
    {
        var flush = _body.FlushAsync(_context.RequestAborted);
        try
        {
            var result = flush.IsCompleted ? await flush : await flush.AsTask().WaitAsync(_readTimeout);
            return !result.IsCompleted && !result.IsCanceled && !_context.RequestAborted.IsCancellationRequested;
        }
        catch (Exception e) when (e is OperationCanceledException or TimeoutException)
        {
            _context.Abort();
            return false;
        }
    }

    public override Task CompleteAsync() => _context.Response.CompleteAsync();

    public override Task CutAsync()
    {
        _context.Abort();
        return Task.CompletedTask;
    }
}
