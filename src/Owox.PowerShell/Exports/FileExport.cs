using Owox.PowerShell.Output;

namespace Owox.PowerShell.Exports;

/// <summary>Writes the rows of a query to one file.</summary>
internal sealed class FileExport(ConnectionCmdletBase cmdlet)
{
    /// <summary>Runs an export and writes its result.</summary>
    /// <param name="what">How the progress calls it.</param>
    /// <param name="export">The export; told how to report progress.</param>
    public OwoxExportResult? Run(string what, Func<OwoxClient, Action<long, long>, CancellationToken, Task<OwoxExportResult?>> export)
    {
        var session = cmdlet.ResolveConnection().Session;
        var progress = new ExportProgress(cmdlet, what);
        var result = cmdlet.Await((log, cancellationToken) => export(new OwoxClient(session, log), Reporter(progress, log), cancellationToken));
        if (progress.Completed() is { } record)
        {
            cmdlet.WriteProgress(record);
        }

        if (result is not null)
        {
            Report(result, cmdlet);
        }

        return result;
    }

    public static Action<long, long> Reporter(ExportProgress progress, VerboseRequestLogger log) => (rows, bytes) =>
    {
        if (progress.Next(rows, bytes) is { } record)
        {
            log.Post(c => c.WriteProgress(record));
        }
    };

    public static void Report(OwoxExportResult result, System.Management.Automation.Cmdlet to)
    {
        foreach (var warning in result.Warnings)
        {
            to.WriteWarning(warning);
        }

        to.WriteVerbose($"{result.Rows} rows, {result.Bytes} bytes in {result.Duration.TotalSeconds:0.0} s, run {result.RunId}: '{result.Path}'.");
        to.WriteObject(result);
    }
}
