using System.Diagnostics;
using Owox.Redaction;
using Owox.Resources.Runs;

namespace Owox.Rows.Verification;

/// <summary>Compares the received rows with the server's record of the run.</summary>
/// <param name="findDataMart">Returns the ID of the data mart of the run, or null if it is unknown.</param>
internal sealed class RunVerifier(Func<ApiConnection, CancellationToken, Task<string?>> findDataMart)
{
    public RunVerifier(string? dataMartId)
        : this((_, _) => Task.FromResult(dataMartId))
    {
    }

    /// <exception cref="OwoxStreamException">The record does not match, or could not be read.</exception>
    public async Task<RunVerification> VerifyAsync(ApiConnection connection, string? runId, long rows, CancellationToken cancellationToken)
    {
        var verification = await CheckAsync(connection, runId, rows, cancellationToken).ConfigureAwait(false);
        return verification.Error is { } error ? throw error : verification;
    }

    /// <summary>Compares the received rows with the record, for callers that keep rows without verification.</summary>
    /// <exception cref="OwoxStreamException">The record does not match.</exception>
    public async Task<RunVerification> CheckAsync(ApiConnection connection, string? runId, long rows, CancellationToken cancellationToken)
    {
        if (runId is null)
        {
            return Unknown("the response has no run ID");
        }

        try
        {
            if (await findDataMart(connection, cancellationToken).ConfigureAwait(false) is not { } dataMartId)
            {
                return Unknown($"the path does not identify the data mart of the run {runId}");
            }

            var record = await FinishedAsync(connection, dataMartId, runId, cancellationToken).ConfigureAwait(false);
            return Compare(record, runId, rows);
        }
        catch (Exception e) when (e is OwoxNotFoundException or OwoxPermissionException)
        {
            return Unknown("the server has no record of the run, or does not return it to this connection");
        }
        catch (OwoxException e) when (e is not OwoxStreamException)
        {
            return Unusable($"the server's record of the run could not be read to verify them: {e.Message}", rows, runId, e);
        }
    }

    private static RunVerification Compare(Run record, string runId, long rows)
    {
        if (record.Status != RunStatus.Success)
        {
            var errors = record.Errors.Length > 0 ? $": {string.Join("; ", record.Errors)}" : "";
            var problem = $"the server recorded the run as {ServerTextSanitizer.Sanitize(record.Status + errors, [])}";
            return RunStatus.IsFailure(record)
                ? throw Incomplete($"{rows} rows were received, but {problem}", rows, runId)
                : Unusable(problem, rows, runId) with { Record = record };
        }

        if (record.HttpData?.RowCount is not { } sent)
        {
            return Unknown("the server's record of the run has no row count") with { Record = record };
        }

        if (sent != rows)
        {
            throw Incomplete($"{rows} rows were received, but the server recorded {sent}", rows, runId);
        }

        return record.HttpData.Completed == false
            ? Unknown("according to the server's record of the run, the stream was not completed") with { Record = record }
            : new RunVerification(IsVerified: true, null, record);
    }

    private static OwoxStreamException Incomplete(string what, long rows, string runId, Exception? inner = null) => new(
        ErrorReason.StreamIncomplete,
        $"The stream is incomplete: {what} (run {runId}). Do not use the rows; export again.",
        rows,
        runId,
        inner);

    private static RunVerification Unknown(string why) => new(IsVerified: false, why, null);

    private static RunVerification Unusable(string why, long rows, string runId, Exception? inner = null) =>
        Unknown(why.TrimEnd('.')) with { Error = Incomplete($"{rows} rows were received, but {why}", rows, runId, inner) };

    // On production servers the record appears only at the end of the stream, and a server may restart at that time.
    private static async Task<Run> FinishedAsync(ApiConnection connection, string dataMartId, string runId, CancellationToken cancellationToken)
    {
        var timings = connection.Session.Options.Timings;
        var pauses = new Backoff(timings.RunRecordPollInterval, timings.MaxRunRecordPollInterval);
        var waited = Stopwatch.StartNew();
        while (true)
        {
            var pause = pauses.Next();
            try
            {
                var record = await new RunsClient(connection).GetOnceAsync(dataMartId, runId, cancellationToken).ConfigureAwait(false);
                if (record.Status is not (RunStatus.Pending or RunStatus.Running) || waited.Elapsed >= timings.RunRecordTimeout)
                {
                    return record;
                }
            }
            catch (OwoxNotFoundException) when (waited.Elapsed < timings.RunRecordTimeout)
            {
                // The record may still appear.
            }
            catch (OwoxException e) when (RunPoller.IsTransient(e, out var asked) && waited.Elapsed + asked < timings.RunRecordErrorTimeout)
            {
                pause = asked > pause ? asked : pause;
            }

            await Task.Delay(pause, cancellationToken).ConfigureAwait(false);
        }
    }
}
