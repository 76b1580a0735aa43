using System;
using System.Threading;
using System.Threading.Tasks;
using Owox.Http;

namespace Owox.Streaming;

/// <summary>Compares what was received with the server's record of the run.</summary>
/// <param name="findDataMart">Finds whose run it is; gives null where that is not known.</param>
internal sealed class RunVerifier(Func<OwoxClient, CancellationToken, Task<string?>> findDataMart)
{
    private const int MaxLooks = 20;
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(250);

    public RunVerifier(string? dataMartId)
        : this((_, _) => Task.FromResult(dataMartId))
    {
    }

    /// <exception cref="OwoxStreamException">The record says otherwise, or could not be reached.</exception>
    public async Task<RunVerification> VerifyAsync(OwoxClient client, string? runId, long rows, CancellationToken cancellationToken)
    {
        if (runId is null)
        {
            return Unknown("the server named no run");
        }

        try
        {
            if (await findDataMart(client, cancellationToken).ConfigureAwait(false) is not { } dataMartId)
            {
                return Unknown($"the path does not tell which data mart the run {runId} is of");
            }

            var record = await FinishedAsync(client, dataMartId, runId, cancellationToken).ConfigureAwait(false);
            return Compare(record, runId, rows);
        }
        catch (Exception e) when (e is OwoxNotFoundException or OwoxPermissionException)
        {
            return Unknown("the server keeps no record of the run, or does not show it");
        }
        catch (Exception e) when (e is OwoxApiException or OwoxConnectionException)
        {
            throw Incomplete($"{rows} rows came, but the server's record of the run could not be read to confirm them: {e.Message}", rows, runId, e);
        }
    }

    private static RunVerification Compare(Run record, string runId, long rows)
    {
        if (record.Status != "SUCCESS")
        {
            var errors = record.Errors.Length > 0 ? $": {string.Join("; ", record.Errors)}" : "";
            var said = ServerText.Clean(record.Status + errors, []);
            throw Incomplete($"{rows} rows came, but the server recorded the run as {said}", rows, runId);
        }

        if (record.HttpData?.RowCount is not { } sent)
        {
            return Unknown("the server's record of the run holds no row count") with { Record = record };
        }

        return sent == rows
            ? new RunVerification(IsVerified: true, null, record)
            : throw Incomplete($"{rows} rows came, and the server recorded {sent}", rows, runId);
    }

    private static OwoxStreamException Incomplete(string what, long rows, string runId, Exception? inner = null) => new(
        ErrorReason.StreamIncomplete,
        $"The stream is not whole: {what} (run {runId}). Do not use the rows; export again.",
        rows,
        runId,
        inner);

    private static RunVerification Unknown(string why) => new(IsVerified: false, why, null);

    private static async Task<Run> FinishedAsync(OwoxClient client, string dataMartId, string runId, CancellationToken cancellationToken)
    {
        for (var look = 1; ; look++)
        {
            var record = await client.GetRunAsync(dataMartId, runId, cancellationToken).ConfigureAwait(false);
            if (record.Status is not ("PENDING" or "RUNNING") || look == MaxLooks)
            {
                return record;
            }

            await Task.Delay(BetweenLooks, cancellationToken).ConfigureAwait(false);
        }
    }
}
