using System;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using Owox.Http;
using Owox.PowerShell.Commands;
using Owox.PowerShell.Output;
using Owox.PowerShell.Rows;

namespace Owox.PowerShell.Exports;

/// <summary>Sends the rows of a query down the pipeline.</summary>
internal sealed class ObjectExport(ConnectedCommand cmdlet)
{
    // A few batches ahead keep both threads busy; more would only hold memory.
    private const int BatchesAhead = 8;

    public void Run(DataMartQuery query, Action<string?> onRun)
    {
        using var rows = cmdlet.Call((client, stop) => client.OpenRowsAsync(query, stop));
        onRun(rows.RunId);
        Send(rows, query);
        var proof = cmdlet.Call(rows.VerifyAsync);
        if (!proof.IsVerified)
        {
            cmdlet.WriteWarning(Unconfirmed(rows.RowsReceived, query.DataMartId, proof.WhyNot));
        }

        cmdlet.WriteVerbose($"{rows.RowsReceived} rows, {rows.BytesReceived} bytes, run {rows.RunId}.");
    }

    public static string Unconfirmed(long rows, string id, string? why) =>
        $"{rows} rows of data mart {id} came and the stream ended well, but that they are all could not be confirmed: {why}.";

    private void Send(RowStream rows, DataMartQuery query)
    {
        var progress = new ExportProgress(cmdlet, query.DataMartId);
        var plain = cmdlet.SessionState.LanguageMode != PSLanguageMode.FullLanguage;
        using var pump = new PipelinePump<RowBatch>(BatchesAhead);
        using var reading = CancellationTokenSource.CreateLinkedTokenSource(cmdlet.Stop);
        try
        {
            var work = Task.Run(() => ReadAsync(rows, new RowObjects(pump, plain, reading.Token), reading.Token), CancellationToken.None);
            pump.Run(work, batch => Write(batch, rows, progress));
        }
        catch (OperationCanceledException) when (cmdlet.Stop.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
        finally
        {
            // A later command that has had enough leaves by an exception: the socket is closed before it is told.
            reading.Cancel();
        }

        if (progress.Completed() is { } record)
        {
            cmdlet.WriteProgress(record);
        }
    }

    private static async Task<bool> ReadAsync(RowStream rows, RowObjects objects, CancellationToken stop)
    {
        while (await rows.ReadAsync(objects, stop).ConfigureAwait(false))
        {
            objects.Flush();
        }

        return true;
    }

    private void Write(RowBatch batch, RowStream rows, ExportProgress progress)
    {
        foreach (var renamed in batch.Renamed)
        {
            cmdlet.WriteWarning(ServerText.Clean($"Two columns differ only in case. PowerShell cannot tell them apart: '{renamed.Key}' is called '{renamed.Value}' here.", [])!);
        }

        if (progress.Next(rows.RowsReceived, rows.BytesReceived) is { } record)
        {
            cmdlet.WriteProgress(record);
        }

        foreach (var row in batch.Rows)
        {
            cmdlet.WriteObject(row);
        }
    }
}
