using Owox.Files.Options;
using Owox.PowerShell.Commands.Exports;
using Owox.PowerShell.Output;
using Owox.Redaction;

namespace Owox.PowerShell.Exports;

/// <summary>Writes the rows of a source to one file.</summary>
internal sealed class FileExport(ExportCmdletBase cmdlet)
{
    /// <summary>Writes the file, if the user confirms it, and returns its result.</summary>
    public void Run(ExportSource source, FileExportOptions target)
    {
        if (!cmdlet.ShouldProcess(target.Path, $"Export {cmdlet.ResourceLabel} {source.FullName}"))
        {
            return;
        }

        var session = cmdlet.ResolveConnection().Session;
        var progress = new ExportProgress(cmdlet, source.FullName);
        var result = cmdlet.Await((log, cancellationToken) => ExportAsync(source, target, new OwoxClient(session, log), progress, log, cancellationToken));
        if (progress.Completed() is { } record)
        {
            cmdlet.WriteProgress(record);
        }

        if (result is not null)
        {
            Report(result, cmdlet);
        }
        else
        {
            cmdlet.WriteVerbose($"No new rows: the {cmdlet.ResourceLabel} {source.FullName} was already exported up to this time.");
        }
    }

    private async Task<OwoxExportResult?> ExportAsync(
        ExportSource source, FileExportOptions target, OwoxClient client, ExportProgress progress, VerboseRequestLogger log, CancellationToken cancellationToken)
    {
        var query = await source.QueryAsync(client, cancellationToken).ConfigureAwait(false);
        log.Post(_ => cmdlet.WarnOf(source));
        var titled = FormatInfo.Of(target.Format).UsesTitle
            ? target with { Title = await TitleAsync(source, client, cancellationToken).ConfigureAwait(false) }
            : target;
        return await cmdlet.ToFileAsync(client, query, source.Schema, titled, Reporter(progress, log), cancellationToken).ConfigureAwait(false);
    }

    public static Action<long, long> Reporter(ExportProgress progress, VerboseRequestLogger log) => (rows, bytes) =>
    {
        if (progress.Next(rows, bytes) is { } record)
        {
            log.Post(c => c.WriteProgress(record));
        }
    };

    // The rows can be exported without the title.
    private static async Task<string> TitleAsync(ExportSource source, OwoxClient client, CancellationToken cancellationToken)
    {
        try
        {
            return await source.TitleAsync(client, cancellationToken).ConfigureAwait(false);
        }
        catch (OwoxApiException)
        {
            return source.Id;
        }
    }

    public static void Report(OwoxExportResult result, OwoxCmdletBase to)
    {
        foreach (var warning in result.Warnings)
        {
            to.WriteWarning(warning);
        }

        to.WriteVerbose($"{result.Rows} rows, {result.Bytes} bytes in {result.Duration.TotalSeconds:0.0} s, run {result.RunId}: '{result.Path}'.");
        to.WriteObject(result);
    }
}

/// <summary>Writes a file for each of several sources, some of them concurrently. If one fails, the others continue.</summary>
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
                cancellationToken.ThrowIfCancellationRequested();
                var title = await source.TitleAsync(client, cancellationToken).ConfigureAwait(false);
                var rows = await source.QueryAsync(client, cancellationToken).ConfigureAwait(false);
                log.Post(_ => cmdlet.WarnOf(source));
                var progress = new ExportProgress(cmdlet, ServerTextSanitizer.Sanitize(title, []) ?? source.Id, Interlocked.Increment(ref _started));
                var result = await RowExporter.ToFileAsync(
                    client, rows, source.Schema, TargetOf(title, source.Id), FileExport.Reporter(progress, log), cancellationToken).ConfigureAwait(false);
                log.Post(c => Done(c, progress, result));
            }
            catch (OwoxException e)
            {
                // With -ErrorAction Stop, the next export must not start.
                await log.PostAsync(c => Fail(c, source, e, failed), cancellationToken).ConfigureAwait(false);
            }
            finally
            {
                gate.Release();
            }
        }
    }

    private static void Fail(OwoxCmdletBase to, ExportSource source, OwoxException error, List<string> failed)
    {
        failed.Add(ServerTextSanitizer.Sanitize($"'{source.Name}'", [])!);
        to.WriteError(ErrorRecords.From(error, source.Id));
    }

    private FileExportOptions TargetOf(string title, string id) => directory with
    {
        Path = Path.Combine(directory.Path, ExportPath.FileName(title, id, directory.Format, directory.Compress)),
        Title = title,
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
