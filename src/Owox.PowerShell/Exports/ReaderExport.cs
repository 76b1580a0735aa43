using Owox.PowerShell.Commands.Exports;
using Owox.PowerShell.Output;
using Owox.Redaction;

namespace Owox.PowerShell.Exports;

/// <summary>Returns the rows of a source as a data reader, which stays open after the cmdlet has ended.</summary>
internal sealed class ReaderExport(ExportCmdletBase cmdlet)
{
    /// <summary>Starts the query, and writes the reader when the first row has arrived.</summary>
    public void Run(ExportSource source, Action<string?> onRun)
    {
        OwoxDataReader reader;
        try
        {
            reader = cmdlet.Call(async (client, cancellationToken) =>
            {
                var query = await source.QueryAsync(client, cancellationToken).ConfigureAwait(false);
                return await OwoxDataReader.OpenAsync(
                    client, query, source.Schema, isExactAsText: cmdlet.OnConversionError == ConversionErrorAction.Keep, AddAdvice, cancellationToken).ConfigureAwait(false);
            });
        }
        finally
        {
            cmdlet.WarnOf(source);
        }

        onRun(reader.RunId);
        if (reader.WhyUntyped is { } why)
        {
            cmdlet.WriteWarning(ServerTextSanitizer.Sanitize(
                $"All columns of the {cmdlet.ResourceLabel} {source.FullName} are strings, because their types are unknown: {why}. Refresh its schema in OWOX.", [])!);
        }

        cmdlet.WriteVerbose($"The first row has arrived, run {reader.RunId}. The run is verified when the last row is read.");

        // A reader is enumerable, but the pipeline must pass on the reader itself.
        cmdlet.WriteObject(reader, enumerateCollection: false);
    }

    private static void AddAdvice(Exception error)
    {
        if (error is OwoxException known)
        {
            ErrorAdvice.Add(known);
        }
    }
}
