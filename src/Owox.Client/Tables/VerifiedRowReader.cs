using System.Runtime.ExceptionServices;
using Owox.Rows;

namespace Owox.Tables;

/// <summary>
/// Reads the rows of a stream one by one. The last row is returned only after the stream has ended and the server's record of the run
/// confirms the number of rows. A consumer that writes rows in batches therefore never completes the last batch of an incomplete stream.
/// </summary>
internal sealed class VerifiedRowReader(RowStream rows, ApiConnection connection, RowQueue queue) : IDisposable
{
    private readonly ParsingLineConsumer _lines = new(queue, rows.Layout, keepsJson: true);
    private readonly CancellationTokenSource _closing = new();
    private readonly object _gate = new();
    private CancellationTokenRegistration _connectionClosing;
    private volatile Exception? _failure;
    private int _isBusy;
    private int _isClosed;

    /// <summary>The values of the current row; null before the first row and after the last one.</summary>
    public object?[]? Current { get; private set; }

    /// <summary>The number of rows that were returned.</summary>
    public long RowsRead { get; private set; }

    public OwoxDataReaderStatus Status { get; private set; }

    public bool IsClosed => Volatile.Read(ref _isClosed) != 0;

    /// <summary>Receives each error before it is thrown.</summary>
    public Action<Exception> OnError { get; set; } = static _ => { };

    /// <summary>Waits for the first row. If there is none, verifies the run.</summary>
    /// <inheritdoc cref="ReadAsync" path="/exception"/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _connectionClosing = connection.Session.Closing.Register(
            () => Close(OwoxDataReaderStatus.Failed, "it was interrupted, because the connection was closed before the last row"));
        return FillAsync(minimum: 1, cancellationToken);
    }

    /// <summary>Moves to the next row if it is not the last one and has already arrived.</summary>
    public bool TryRead()
    {
        if (Status != OwoxDataReaderStatus.Open || Interlocked.CompareExchange(ref _isBusy, 1, 0) != 0)
        {
            return false;
        }

        var canMove = queue.Count > 1 && !IsClosed && MoveNext();
        Volatile.Write(ref _isBusy, 0);
        return canMove;
    }

    /// <summary>Moves to the next row.</summary>
    /// <returns>False after the last row. An incomplete stream never has a last row: each call throws.</returns>
    /// <exception cref="OwoxStreamException">The stream is incomplete or malformed, or the server did not confirm the number of rows.</exception>
    /// <exception cref="OwoxConversionException">A value does not have the type of its column.</exception>
    /// <exception cref="InvalidOperationException">The reader is closed, or another thread is reading.</exception>
    public async Task<bool> ReadAsync(CancellationToken cancellationToken)
    {
        if (Interlocked.CompareExchange(ref _isBusy, 1, 0) != 0)
        {
            throw new InvalidOperationException("Another call is reading the next row. A reader returns one row at a time.");
        }

        try
        {
            if (_failure is not null)
            {
                ExceptionDispatchInfo.Capture(_failure).Throw();
            }

            if (IsClosed)
            {
                throw new InvalidOperationException("The reader is closed.");
            }

            if (Status == OwoxDataReaderStatus.Open)
            {
                cancellationToken.ThrowIfCancellationRequested();
                await FillAsync(minimum: 2, cancellationToken).ConfigureAwait(false);
            }

            return MoveNext();
        }
        finally
        {
            Volatile.Write(ref _isBusy, 0);
        }
    }

    /// <summary>Closes the connection. Before the last row, this cancels the request, and the rows are incomplete.</summary>
    public void Dispose()
    {
        _connectionClosing.Dispose();
        Close(OwoxDataReaderStatus.Interrupted, "it was interrupted, because the reader was closed before its last row");
    }

    private void Close(OwoxDataReaderStatus status, string why)
    {
        _ = TryEnd(status, rows.Incomplete(why));
        if (Interlocked.Exchange(ref _isClosed, 1) == 0)
        {
            _closing.Cancel();
            rows.Dispose();
        }
    }

    private bool MoveNext()
    {
        if (queue.Count == 0)
        {
            Current = null;
            return false;
        }

        Current = queue.Take(Current);
        RowsRead++;
        return true;
    }

    private async Task FillAsync(int minimum, CancellationToken cancellationToken)
    {
        using var registration = cancellationToken.Register(Dispose);
        try
        {
            while (queue.Count < minimum)
            {
                if (!await rows.ReadAsync(_lines, _closing.Token).ConfigureAwait(false))
                {
                    await VerifyAsync().ConfigureAwait(false);
                    return;
                }
            }
        }
        catch (Exception e)
        {
            Fail(e, cancellationToken);
            throw;
        }
    }

    private async Task VerifyAsync()
    {
        var verification = await rows.VerifyAsync(connection, _closing.Token).ConfigureAwait(false);
        if (!verification.IsVerified)
        {
            throw rows.Incomplete($"the server did not confirm the number of rows ({verification.Reason})");
        }

        if (rows.RowsReceived == 0)
        {
            queue.UseWithoutRows(verification.Columns);
        }

        if (TryEnd(OwoxDataReaderStatus.Verified, failure: null))
        {
            await rows.CloseAsync(_closing.Token).ConfigureAwait(false);
        }
        else
        {
            throw new OperationCanceledException(_closing.Token);
        }
    }

    // A closed reader ends the wait with the error of the closed connection, which is not the reason.
    private void Fail(Exception e, CancellationToken cancellationToken)
    {
        if (TryEnd(OwoxDataReaderStatus.Failed, e))
        {
            rows.Dispose();
            return;
        }

        cancellationToken.ThrowIfCancellationRequested();
        throw _failure!;
    }

    // The first reason is kept: the reader can be closed on another thread while the last row is verified.
    private bool TryEnd(OwoxDataReaderStatus status, Exception? failure)
    {
        lock (_gate)
        {
            if (Status != OwoxDataReaderStatus.Open)
            {
                return false;
            }

            Status = status;
            _failure = failure;
        }

        if (failure is not null)
        {
            OnError(failure);
        }

        return true;
    }
}
