namespace Owox.Sandbox.Requests;

/// <summary>The requests that the sandbox received, in order.</summary>
public sealed class RequestLog
{
    private const int MaxEntries = 10_000;

    private readonly ConcurrentQueue<RequestEntry> _entries = new();
    private readonly Lock _fileGate = new();
    private readonly TimeProvider _clock;
    private readonly string? _file;
    private long _lastId;

    internal RequestLog(TimeProvider clock, string? file = null) => (_clock, _file) = (clock, file);

    public IReadOnlyList<RequestEntry> All => [.. _entries];

    public void Clear() => _entries.Clear();

    internal async Task RunAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Request.IsControl())
        {
            await next(context);
            return;
        }

        var entry = new RequestEntry(context, Interlocked.Increment(ref _lastId), _clock.GetUtcNow().UtcDateTime);
        context.Items[typeof(RequestEntry)] = entry;
        _entries.Enqueue(entry);
        if (_entries.Count > MaxEntries)
        {
            _entries.TryDequeue(out _);
        }

        try
        {
            await next(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client has disconnected.
        }
        finally
        {
            var aborted = context.RequestAborted.IsCancellationRequested;
            var hasStatus = context.Response.HasStarted || entry.RunId is not null || !aborted;
            entry.End(hasStatus ? context.Response.StatusCode : null, aborted, _clock.GetUtcNow().UtcDateTime);
            Append(entry);
        }
    }

    private void Append(RequestEntry entry)
    {
        if (_file is not null)
        {
            lock (_fileGate)
            {
                File.AppendAllText(_file, JsonSerializer.Serialize(entry, JsonSerializerOptions.Web) + "\n");
            }
        }
    }
}
