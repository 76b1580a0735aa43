using System;
using System.Collections.Generic;
using System.Management.Automation;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using Owox.Http;
using Owox.PowerShell.Commands;
using Owox.PowerShell.Output;
using Owox.PowerShell.Rows;
using Owox.Streaming;

namespace Owox.PowerShell.Exports;

/// <summary>Sends the rows of a query down the pipeline.</summary>
internal sealed class ObjectExport(ConnectedCommand cmdlet, RowTyping? typing)
{
    // A few batches ahead keep both threads busy; more would only hold memory.
    private const int BatchesAhead = 6;

    private bool _said;

    public void Run(RowQuery query, Action<string?> onRun)
    {
        var types = typing is null ? null : cmdlet.Call((client, stop) => ColumnTypes.ReadAsync(client, query, stop));
        Run(query.Subject, (client, stop) => client.OpenRowsAsync(query, stop), onRun, types);
    }

    /// <summary>The same for rows of any source.</summary>
    /// <param name="what">How messages call it.</param>
    /// <param name="open">Asks for the rows.</param>
    /// <param name="onRun">Is told the ID of the run.</param>
    /// <param name="types">What the columns are; null to leave the values as they come.</param>
    public void Run(string what, Func<OwoxClient, CancellationToken, Task<RowStream>> open, Action<string?>? onRun = null, ColumnTypes? types = null)
    {
        using var rows = cmdlet.Call(open);
        onRun?.Invoke(rows.RunId);
        Send(rows, what, types);
        var proof = cmdlet.Call(rows.VerifyAsync);
        if (!proof.IsVerified)
        {
            cmdlet.WriteWarning(Unconfirmed(rows.RowsReceived, what, proof.WhyNot));
        }

        cmdlet.WriteVerbose($"{rows.RowsReceived} rows, {rows.BytesReceived} bytes, run {rows.RunId}.");
    }

    public static string Unconfirmed(long rows, string what, string? why) =>
        $"{rows} rows of {what} came and the stream ended well, but that they are all could not be confirmed: {why}.";

    private void Send(RowStream rows, string what, ColumnTypes? types)
    {
        var progress = new ExportProgress(cmdlet, what);
        var plain = cmdlet.SessionState.LanguageMode != PSLanguageMode.FullLanguage;
        using var pump = new PipelinePump<RowBatch>(BatchesAhead);
        using var reading = CancellationTokenSource.CreateLinkedTokenSource(cmdlet.Stop);
        try
        {
            var objects = new RowObjects(pump, plain, reading.Token);
            IRowSink sink = types is null ? objects : new TypedRows(objects, types, typing!.KeepText);
            var work = Task.Run(() => ReadAsync(rows, sink, objects, reading.Token), CancellationToken.None);
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

    private static async Task<bool> ReadAsync(RowStream rows, IRowSink sink, RowObjects objects, CancellationToken stop)
    {
        try
        {
            while (await rows.ReadAsync(sink, stop).ConfigureAwait(false))
            {
                objects.Flush();
            }
        }
        finally
        {
            // The rows before a fault are good, and were counted.
            objects.Flush();
        }

        return true;
    }

    [MethodImpl(Compiled.AtOnce)]
    private void Write(RowBatch batch, RowStream rows, ExportProgress progress)
    {
        foreach (var renamed in batch.Renamed)
        {
            cmdlet.WriteWarning(ServerText.Clean(renamed.Key.Length == 0
                ? $"A column has no name: it is called '{renamed.Value}' here."
                : $"Two columns differ only in case. PowerShell cannot tell them apart: '{renamed.Key}' is called '{renamed.Value}' here.", [])!);
        }

        if (progress.Next(rows.RowsReceived, rows.BytesReceived) is { } record)
        {
            cmdlet.WriteProgress(record);
        }

        if (!_said)
        {
            // Once a later command has had enough nothing more can be said, so it is said before.
            _said = true;
            cmdlet.WriteVerbose("Where a later command stops early (Select-Object -First), the server records the run as interrupted; -Limit asks for fewer rows to begin with.");
        }

        Emit(batch.Rows);
    }

    [MethodImpl(Compiled.AtOnce)]
    private void Emit(List<object> rows)
    {
        for (var i = 0; i < rows.Count; i++)
        {
            cmdlet.WriteObject(rows[i]);
        }
    }
}
