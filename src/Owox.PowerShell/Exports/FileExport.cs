using Owox.PowerShell.Commands.Exports;
using Owox.PowerShell.Output;

namespace Owox.PowerShell.Exports;

/// <summary>Writes the rows of a source to one file.</summary>
internal sealed class FileExport(ExportCmdletBase cmdlet)
{
    /// <summary>Writes the file, if the user confirms it, and outputs its result.</summary>
    public void Run(ExportSource source, FileExportOptions target)
    {
        if (!cmdlet.ShouldProcess(target.Path, $"Export {cmdlet.ResourceLabel} {source.FullName}"))
        {
            return;
        }

        var session = cmdlet.ResolveConnection().Session;
        var progress = new ExportProgress(cmdlet, source.FullName);
        var result = cmdlet.Await(async (log, cancellationToken) =>
        {
            var client = new OwoxClient(session, log);
            var query = await source.QueryAsync(client, cancellationToken).ConfigureAwait(false);
            return await cmdlet.ToFileAsync(client, query, source.Schema, target, Reporter(progress, log), cancellationToken).ConfigureAwait(false);
        });
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
            cmdlet.WriteVerbose($"The last export of {cmdlet.ResourceLabel} {source.FullName} is as late as this one: there is nothing to export yet.");
        }
    }

    public static Action<long, long> Reporter(ExportProgress progress, VerboseRequestLogger log) => (rows, bytes) =>
    {
        if (progress.Next(rows, bytes) is { } record)
        {
            log.Post(c => c.WriteProgress(record));
        }
    };

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
