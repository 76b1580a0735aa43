using Owox.Audit;
using Owox.Http.Requests;
using Owox.Queries;
using Owox.Redaction;
using Owox.Rows;
using Owox.Rows.Reading;
using Owox.Rows.Verification;

namespace Owox;

/// <summary>The rows of a query, as they arrive. If the stream is disposed before its end, the connection is closed immediately.</summary>
public sealed class RowStream : IDisposable
{
    // Enough for the pauses of a consumer. More rows go to a temporary file.
    private const int MaxBufferedBytes = 8 * 1024 * 1024;

    private readonly HttpResponseMessage _response;
    private readonly CoalescingReader _body;
    private readonly HttpOptions _limits;
    private readonly RunVerifier _verifier;
    private readonly OnDemandReader _reader;
    private readonly LineBuffer _lines = new();
    private ParsingLineConsumer? _rows;
    private ResponseReadTimeout? _timeout;
    private bool _begun;
    private bool _hasEnded;
    private string? _error;
    private long _rowsReceived;

    private RowStream(HttpResponseMessage response, Stream body, HttpOptions limits, RunVerifier verifier)
    {
        _response = response;
        _body = new CoalescingReader(body);
        _limits = limits;
        _verifier = verifier;
        _reader = new OnDemandReader(ReadBodyAsync, MaxBufferedBytes, limits.Timings.SlowConsumerDelay);
        RunId = response.GetRunId();
    }

    /// <summary>The ID of the run, or null if the server did not return one.</summary>
    public string? RunId { get; }

    /// <summary>The number of complete rows so far.</summary>
    public long RowsReceived => _rowsReceived;

    /// <summary>The number of bytes of rows so far, after decompression.</summary>
    public long BytesReceived { get; private set; }

    /// <summary>The number of bytes that were written to a temporary file because the rows arrived faster than the consumer read them.</summary>
    public long SpilledBytes => _reader.SpilledBytes;

    /// <summary>The first string with an unpaired surrogate, which was replaced by U+FFFD, or null if there was no such string.</summary>
    public TextRepair? FirstRepair => _lines.FirstRepair;

    /// <summary>The schema of the data mart, or null if it was not read.</summary>
    public QuerySchema? Schema { get; internal set; }

    /// <summary>The columns that are known before the first row.</summary>
    internal RowLayout Layout { get; set; } = RowLayout.Unknown;

    /// <summary>Warnings for the user about the rows.</summary>
    internal string[] Warnings => FirstRepair is null ? [] : [FirstRepair.Warning];

    /// <summary>The run, for messages; empty if it is not known.</summary>
    internal string RunText => RunId is null ? "" : $" (run {RunId})";

    // The error for the audit log. A stream that is not read to its end counts as canceled.
    private string? Outcome => _error ?? (_hasEnded ? null : AuditEvent.Canceled);

    internal static async Task<RowStream> OpenAsync(HttpResponseMessage response, HttpOptions limits, RunVerifier verifier) =>
        new(response, await response.Content.ReadAsStreamAsync().ConfigureAwait(false), limits, verifier);

    /// <summary>Waits for more bytes and passes the rows among them to the consumer.</summary>
    /// <returns>False if the stream has ended after a complete row. <see cref="VerifyAsync"/> verifies that no row is missing.</returns>
    /// <exception cref="OwoxStreamException">The stream was interrupted, timed out, or contains an invalid row.</exception>
    public Task<bool> ReadAsync(IRowConsumer sink, CancellationToken cancellationToken) =>
        ReadAsync(_rows = _rows?.Sink == sink ? _rows : new ParsingLineConsumer(sink, Layout), cancellationToken);

    /// <summary>Waits for more bytes and passes the complete lines to the consumer without parsing them.</summary>
    internal async Task<bool> ReadAsync(ILineBlockConsumer sink, CancellationToken cancellationToken)
    {
        int count;
        try
        {
            count = await _reader.ReadAsync(_lines.GetWriteSegment(), cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException e)
        {
            throw Incomplete(e.Message, e);
        }
        catch (OperationCanceledException)
        {
            // A caller that cancels does not need the connection any longer.
            Dispose();
            throw;
        }
        catch (Exception e) when (e is IOException or HttpRequestException or ObjectDisposedException or InvalidDataException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw Incomplete($"the connection was lost ({ServerTextSanitizer.FromException(e.GetBaseException())})", e);
        }

        if (count > 0)
        {
            return Dispatch(sink, count);
        }

        if (_lines.Pending > 0)
        {
            throw Incomplete("it ended in the middle of a row");
        }

        _hasEnded = true;
        return false;
    }

    /// <summary>Compares the received rows with the server's record of the run. Call it after the end of the stream.</summary>
    /// <exception cref="OwoxStreamException">The record does not match, or could not be read.</exception>
    public Task<RunVerification> VerifyAsync(ApiConnection connection, CancellationToken cancellationToken) =>
        RecordAsync(_verifier.VerifyAsync(connection, RunId, RowsReceived, cancellationToken));

    /// <summary>Compares the received rows with the server's record of the run, for callers that keep rows without verification.</summary>
    /// <exception cref="OwoxStreamException">The record does not match.</exception>
    internal Task<RunVerification> CheckAsync(ApiConnection connection, CancellationToken cancellationToken) =>
        RecordAsync(_verifier.CheckAsync(connection, RunId, RowsReceived, cancellationToken));

    /// <summary>Completes the record of the stream in the audit log, and closes the connection.</summary>
    /// <param name="cancellationToken">Shortens the wait for another process that uses the log to a second.</param>
    public async Task CloseAsync(CancellationToken cancellationToken)
    {
        await _response.CompleteAuditAsync(RowsReceived, Outcome, cancellationToken).ConfigureAwait(false);
        Dispose();
    }

    /// <summary>Closes the connection. If <see cref="CloseAsync"/> was not called, waits for the audit log, at most a second.</summary>
    public void Dispose()
    {
        _reader.Dispose();
        _response.CompleteAuditAsync(RowsReceived, Outcome, new CancellationToken(canceled: true)).GetAwaiter().GetResult();
        _response.Dispose();
    }

    private async Task<RunVerification> RecordAsync(Task<RunVerification> verification)
    {
        try
        {
            return await verification.ConfigureAwait(false);
        }
        catch (OwoxException e)
        {
            _error = e.Reason;
            throw;
        }
    }

    private bool Dispatch(ILineBlockConsumer sink, int count)
    {
        BytesReceived += count;
        _lines.Advance(count);
        _reader.OnConsumerBusy();
        try
        {
            sink.OnLines(_lines, ref _rowsReceived);
        }
        catch (FormatException e)
        {
            throw Malformed(e.Message, e);
        }

        return _lines.Pending <= LineBuffer.MaxLine ? true : throw Malformed($"it is longer than {LineBuffer.MaxLine / 1024 / 1024} MiB", null);
    }

    private async ValueTask<int> ReadBodyAsync(ArraySegment<byte> target, CancellationToken cancellationToken)
    {
        var limit = _begun ? _limits.IdleTimeout : _limits.FirstByteTimeout;
        var timeout = _timeout ??= new ResponseReadTimeout(_response, cancellationToken);
        timeout.Restart(limit);
        try
        {
            var count = await _body.ReadAsync(target, timeout.Token).ConfigureAwait(false);
            if (count == 0)
            {
                // A response that was closed at the timeout can look as if it had ended.
                timeout.Token.ThrowIfCancellationRequested();
            }

            _begun = true;
            timeout.Pause();
            return count;
        }
        catch (Exception e) when (timeout.Token.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException(FormattableString.Invariant($"no data was received for {limit.TotalSeconds:0.#} s{(_begun ? ", the idle timeout of the connection" : "")}"), e);
        }
    }

    /// <summary>The error for an incomplete stream.</summary>
    internal OwoxStreamException Incomplete(string what, Exception? inner = null)
    {
        _error = ErrorReason.StreamIncomplete;
        var message = $"The stream is incomplete: {what}, after {RowsReceived} rows{RunText}. Do not use the rows; export again.";
        return new OwoxStreamException(_error, message, RowsReceived, RunId, inner)
        {
            Option = inner is TimeoutException && _begun ? ErrorOption.IdleTimeout : null,
        };
    }

    private OwoxStreamException Malformed(string what, Exception? inner)
    {
        _error = ErrorReason.StreamMalformed;
        var message = $"Line {RowsReceived + 1} of the stream is not a row: {what}{RunText}. Do not use the rows; export again. If the error recurs, inform the server's admin.";
        return new OwoxStreamException(_error, message, RowsReceived, RunId, inner);
    }
}
