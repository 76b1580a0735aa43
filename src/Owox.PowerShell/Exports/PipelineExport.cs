using System.Management.Automation;
using Owox.PowerShell.Commands.Exports;
using Owox.PowerShell.Output;
using Owox.PowerShell.Rows;
using Owox.Redaction;

namespace Owox.PowerShell.Exports;

/// <summary>Writes the rows of a query to the pipeline.</summary>
internal sealed class PipelineExport(ConnectionCmdletBase cmdlet, ConversionOptions? typing)
{
    // A few batches keep both threads busy. More would only use memory.
    private const int MaxQueuedBatches = 6;

    private bool _hasExplainedInterruption;
    private bool _hasWarnedOfRepair;
    private TypeConvertingRowConsumer? _typed;

    /// <summary>Writes the rows of a data mart or report.</summary>
    public void Run(ExportSource source, Action<string?> onRun)
    {
        RowQuery? query = null;
        RowStream rows;
        try
        {
            rows = cmdlet.Call(async (client, cancellationToken) =>
            {
                query = await source.QueryAsync(client, cancellationToken).ConfigureAwait(false);
                return await client.Rows.OpenAsync(query, source.Schema, cancellationToken).ConfigureAwait(false);
            });
        }
        finally
        {
            (cmdlet as ExportCmdletBase)?.WarnOf(source);
        }

        Run(rows, query!.Subject, onRun, typing is null ? null : TypesOf(rows, query));
    }

    /// <summary>Writes the rows of any source.</summary>
    /// <param name="what">The name of the source in messages.</param>
    /// <param name="open">Requests the rows.</param>
    public void Run(string what, Func<OwoxClient, CancellationToken, Task<RowStream>> open) => Run(cmdlet.Call(open), what, onRun: null, types: null);

    public static string Unconfirmed(long rows, string what, string? why) =>
        $"{rows} rows of {what} were received and the stream ended normally, but the server did not confirm the number of rows: {why}.";

    private void Run(RowStream opened, string what, Action<string?>? onRun, ColumnTypes? types)
    {
        using var rows = opened;
        onRun?.Invoke(rows.RunId);
        Send(rows, what, types);
        WarnOfValues(rows);
        var verification = cmdlet.Call(rows.VerifyAsync);
        if (!verification.IsVerified)
        {
            cmdlet.WriteWarning(Unconfirmed(rows.RowsReceived, what, verification.Reason));
        }

        cmdlet.AwaitVoid((_, cancellationToken) => rows.CloseAsync(cancellationToken));
        cmdlet.WriteVerbose($"{rows.RowsReceived} rows, {rows.BytesReceived} bytes, run {rows.RunId}.");
        if (rows.SpilledBytes > 0)
        {
            cmdlet.WriteVerbose($"The rows arrived faster than the pipeline processed them: {rows.SpilledBytes} bytes were buffered in a temporary file.");
        }
    }

    private ColumnTypes? TypesOf(RowStream rows, RowQuery query)
    {
        if (rows.Schema!.TypesOf(query) is { } types)
        {
            return types;
        }

        var message = ServerTextSanitizer.Sanitize($"The values of {query.Subject} are returned as they were sent: {rows.Schema.WhyUnknown}.", [])!;
        if (typing!.IsRequested)
        {
            cmdlet.WriteWarning(message + " Refresh its schema in OWOX, or omit -Typed.");
        }
        else
        {
            cmdlet.WriteVerbose(message);
        }

        return null;
    }

    private void Send(RowStream rows, string what, ColumnTypes? types)
    {
        var progress = new ExportProgress(cmdlet, what);
        var plain = cmdlet.SessionState.LanguageMode != PSLanguageMode.FullLanguage;
        using var pump = new PipelineDispatcher<RowBatch>(MaxQueuedBatches);
        using var reading = CancellationTokenSource.CreateLinkedTokenSource(cmdlet.CancellationToken);
        try
        {
            var objects = new RowObjectConsumer(pump, plain, reading.Token);
            if (types is not null)
            {
                _typed = new TypeConvertingRowConsumer(objects, types, typing!.Conversion);
                objects.TypeOf = _typed.NetTypeOf;
            }

            var work = Task.Run(() => ReadAsync(rows, _typed ?? (IRowConsumer)objects, objects, reading.Token), CancellationToken.None);
            pump.Run(work, batch => Write(batch, rows, progress));
        }
        catch (OperationCanceledException) when (cmdlet.CancellationToken.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
        finally
        {
            // A later command stops the pipeline with an exception. The connection is closed before the exception is rethrown.
            reading.Cancel();
        }

        if (progress.Completed() is { } record)
        {
            cmdlet.WriteProgress(record);
        }
    }

    private static async Task<bool> ReadAsync(RowStream rows, IRowConsumer sink, RowObjectConsumer objects, CancellationToken cancellationToken)
    {
        try
        {
            while (await rows.ReadAsync(sink, cancellationToken).ConfigureAwait(false))
            {
                objects.Flush();
            }
        }
        finally
        {
            // The rows before an error are valid, and were counted.
            objects.Flush();
        }

        return true;
    }

    private void Write(RowBatch batch, RowStream rows, ExportProgress progress)
    {
        foreach (var renamed in batch.Renamed)
        {
            cmdlet.WriteWarning(renamed);
        }

        WarnOfValues(rows);
        if (progress.Next(rows.RowsReceived, rows.BytesReceived) is { } record)
        {
            cmdlet.WriteProgress(record);
        }

        if (!_hasExplainedInterruption)
        {
            // No message can be written after a later command has stopped the pipeline, so this message is written first.
            _hasExplainedInterruption = true;
            var advice = cmdlet.MyInvocation.MyCommand.Parameters.ContainsKey(nameof(ExportCmdletBase.Limit)) ? "to avoid this, use -Limit to request fewer rows" : "to avoid this, request fewer rows";
            cmdlet.WriteVerbose($"If a later command stops early (Select-Object -First), the server records the run as interrupted; {advice}.");
        }

        Emit(batch.Rows);
    }

    private void WarnOfValues(RowStream rows)
    {
        while (_typed?.TakeKept() is { } kept)
        {
            cmdlet.WriteWarning(KeptValueWarning.Format(kept));
        }

        if (!_hasWarnedOfRepair && rows.FirstRepair is { } repair)
        {
            _hasWarnedOfRepair = true;
            cmdlet.WriteWarning(repair.Warning);
        }
    }

    private void Emit(List<object> rows)
    {
        for (var i = 0; i < rows.Count; i++)
        {
            cmdlet.WriteObject(rows[i]);
        }
    }
}
