using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Owox.Http;
using Owox.PowerShell.Commands;
using Owox.PowerShell.Output;

namespace Owox.PowerShell.Exports;

/// <summary>Writes a file for each of several data marts, some at a time. One that fails does not stop the others.</summary>
internal sealed class DirectoryExport(ConnectedCommand cmdlet, string folder, int atATime)
{
    private int _started;

    /// <summary>Exports all of them.</summary>
    /// <param name="marts">IDs, with titles where they are known.</param>
    /// <param name="query">Makes the query of an ID.</param>
    /// <param name="target">Makes the target of a file name's data mart: title, ID and folder.</param>
    public void Run(
        IReadOnlyList<(string Id, string? Title)> marts, Func<string, DataMartQuery> query, Func<string, string, string, ExportTarget> target)
    {
        var session = cmdlet.ResolveConnection().Session;
        var queries = marts.Select(mart => (mart.Id, mart.Title, Query: query(mart.Id))).ToArray();
        var failed = new List<string>();
        cmdlet.Await(async (log, stop) =>
        {
            using var gate = new SemaphoreSlim(atATime);
            await Task.WhenAll(queries.Select(mart => OneAsync(mart.Id, mart.Title, mart.Query, new OwoxClient(session, log), gate, log, stop))).ConfigureAwait(false);
            return true;
        });
        if (failed.Count > 0)
        {
            cmdlet.WriteWarning($"{failed.Count} of {marts.Count} data marts were not exported: {string.Join(", ", failed)}.");
        }

        async Task OneAsync(string id, string? title, DataMartQuery rows, OwoxClient client, SemaphoreSlim gate, CallLog log, CancellationToken stop)
        {
            await gate.WaitAsync(stop).ConfigureAwait(false);
            try
            {
                var known = title ?? (await client.GetDataMartAsync(id, stop).ConfigureAwait(false)).Title;
                var progress = new ExportProgress(cmdlet, ServerText.Clean(known, []) ?? id, Interlocked.Increment(ref _started));
                var result = await RowExport.ToFileAsync(client, rows, target(known, id, folder), FileExport.Reporter(progress, log), stop).ConfigureAwait(false);
                log.Post(c => Done(c, progress, result));
            }
            catch (OwoxException e)
            {
                log.Post(c =>
                {
                    failed.Add(ServerText.Clean($"'{title ?? id}'", [])!);
                    c.WriteError(ErrorRecords.From(e, id));
                });
            }
            finally
            {
                gate.Release();
            }
        }
    }

    private static void Done(System.Management.Automation.Cmdlet to, ExportProgress progress, OwoxExportResult result)
    {
        if (progress.Completed() is { } record)
        {
            to.WriteProgress(record);
        }

        FileExport.Report(result, to);
    }
}
