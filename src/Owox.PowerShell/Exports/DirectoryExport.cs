using Owox.PowerShell.Commands.Exports;
using Owox.PowerShell.Output;
using Owox.Redaction;

namespace Owox.PowerShell.Exports;

/// <summary>Writes a file for each of several sources, some at a time. One that fails does not stop the others.</summary>
internal sealed class DirectoryExport(ExportCmdletBase cmdlet, FileExportOptions directory)
{
    private int _started;

    /// <summary>Exports the sources that the user confirms.</summary>
    public void Run(IEnumerable<ExportSource> candidates)
    {
        var sources = candidates.Where(source => cmdlet.ShouldProcess(source.FullName, $"Export to {directory.Path}")).ToArray();
        var session = cmdlet.ResolveConnection().Session;
        var failed = new List<string>();
        cmdlet.Await(async (log, cancellationToken) =>
        {
            using var gate = new SemaphoreSlim(cmdlet.ThrottleLimit!.Value);
            await Task.WhenAll(sources.Select(source => OneAsync(source, new OwoxClient(session, log), gate, log, cancellationToken))).ConfigureAwait(false);
            return true;
        });
        if (failed.Count > 0)
        {
            cmdlet.WriteWarning($"{failed.Count} of {sources.Length} {cmdlet.ResourceLabel}s were not exported: {string.Join(", ", failed)}.");
        }

        async Task OneAsync(ExportSource source, OwoxClient client, SemaphoreSlim gate, VerboseRequestLogger log, CancellationToken cancellationToken)
        {
            await gate.WaitAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                var title = await source.TitleAsync(client, cancellationToken).ConfigureAwait(false);
                var rows = await source.QueryAsync(client, cancellationToken).ConfigureAwait(false);
                var progress = new ExportProgress(cmdlet, ServerTextSanitizer.Sanitize(title, []) ?? source.Id, Interlocked.Increment(ref _started));
                var result = await RowExporter.ToFileAsync(
                    client, rows, source.Schema, TargetOf(title, source.Id), FileExport.Reporter(progress, log), cancellationToken).ConfigureAwait(false);
                log.Post(c => Done(c, progress, result));
            }
            catch (OwoxException e)
            {
                log.Post(c =>
                {
                    failed.Add(ServerTextSanitizer.Sanitize($"'{source.Name}'", [])!);
                    c.WriteError(ErrorRecords.From(e, source.Id));
                });
            }
            finally
            {
                gate.Release();
            }
        }
    }

    private FileExportOptions TargetOf(string title, string id) => directory with
    {
        Path = Path.Combine(directory.Path, ExportPath.FileName(title, id, directory.Format, directory.Compress)),
    };

    private static void Done(OwoxCmdletBase to, ExportProgress progress, OwoxExportResult result)
    {
        if (progress.Completed() is { } record)
        {
            to.WriteProgress(record);
        }

        FileExport.Report(result, to);
    }
}
