using System.Diagnostics;
using Owox.Files;
using Owox.Files.Formatting;
using Owox.Files.Incremental;

namespace Owox;

/// <summary>Writes the rows of one query to a file. The file gets its final name only when it is complete.</summary>
public static class RowExporter
{
    /// <summary>
    /// Writes the rows to a temporary file, checks each row, verifies the rows with the server's record of the run, and replaces the target.
    /// </summary>
    /// <param name="connection">Sends the requests.</param>
    /// <param name="query">The rows to export.</param>
    /// <param name="schema">Reads the columns of the data mart.</param>
    /// <param name="target">The file.</param>
    /// <param name="progress">Receives the number of rows and bytes at intervals; null for no progress.</param>
    /// <param name="cancellationToken">Cancels the export. A complete file is kept under another name; an incomplete file is deleted.</param>
    /// <exception cref="OwoxStreamException">Rows are missing; an existing file is unchanged.</exception>
    /// <exception cref="OwoxFileException">
    /// The file could not be written, the server did not confirm the rows, or the target could not be replaced. In the
    /// last two cases the complete file is kept under the name in <see cref="OwoxFileException.KeptPath"/>.
    /// </exception>
    public static async Task<OwoxExportResult> ToFileAsync(
        ApiConnection connection, RowQuery query, SchemaReader schema, FileExportOptions target, Action<long, long>? progress, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();

        // Before the query: if the file cannot be written, no query should run.
        using var alone = target is { Append: true, IsLocked: false } ? ExportLock.Take(SeriesName.Base(target)) : null;
        using var file = new RowFileWriter(target, connection.Session.Options.Timings);
        using var rows = await new RowsClient(connection).OpenAsync(query, schema, file.HasRows ? file.Require : null, cancellationToken).ConfigureAwait(false);
        file.Expect(new ExpectedRows(rows.Layout)
        {
            Types = rows.Schema?.TypesOf(query),
            WhyUntyped = rows.Schema?.WhyUnknown,
            DataMartId = query.DataMartId,
            ReportId = query.ReportId,
            RunId = rows.RunId,
        });
        while (await rows.ReadAsync(file, cancellationToken).ConfigureAwait(false))
        {
            progress?.Invoke(rows.RowsReceived, rows.BytesReceived);
        }

        var verification = await FinishAsync(connection, target.Path, file, rows, cancellationToken).ConfigureAwait(false);
        await rows.CloseAsync(cancellationToken).ConfigureAwait(false);
        return new OwoxExportResult(query.DataMartId, target.Path, target.Format)
        {
            ReportId = query.ReportId,
            RunId = rows.RunId,
            Compressed = target.Compress,
            Columns = file.Columns.Count > 0 ? file.Columns : verification.Columns ?? [.. rows.Layout.Expected],
            Rows = rows.RowsReceived,
            Bytes = file.Bytes,
            Sha256 = file.Sha256,
            Duration = watch.Elapsed,
            Verified = true,
            Warnings = [.. file.Warnings, .. rows.Warnings],
        };
    }

    /// <summary>Completes a file of rows, verifies them, and replaces the target.</summary>
    /// <inheritdoc cref="ToFileAsync" path="/exception"/>
    internal static async Task<RunVerification> FinishAsync(
        ApiConnection connection, string path, RowFileWriter file, RowStream rows, CancellationToken cancellationToken)
    {
        if (rows.RowsReceived > 0)
        {
            // Before the record of the run is read: from here on, the rows are not lost if an error occurs.
            await file.CompleteAsync(columns: null).ConfigureAwait(false);
        }

        RunVerification verification;
        try
        {
            verification = await rows.CheckAsync(connection, cancellationToken).ConfigureAwait(false);
        }
        catch (OwoxStreamException)
        {
            file.Discard();
            throw;
        }

        if (rows.RowsReceived == 0)
        {
            await file.CompleteAsync(verification.Columns).ConfigureAwait(false);
        }

        if (!verification.IsVerified)
        {
            throw NotVerified(path, file.CurrentPath, rows, verification);
        }

        await file.ReplaceTargetAsync(cancellationToken).ConfigureAwait(false);
        return verification;
    }

    private static OwoxFileException NotVerified(string path, string keptPath, RowStream rows, RunVerification verification) => new(
        ErrorReason.FileNotVerified,
        $"{rows.RowsReceived} rows were received and the stream ended normally, but the server did not confirm the number of rows: {verification.Reason}{rows.RunText}. "
        + $"The file '{path}' was neither created nor replaced. The rows are in the file '{keptPath}', which no "
        + "export deletes. Compare their number with the run in OWOX and move the file to the specified path, or export again.",
        path,
        verification.Error)
    {
        KeptPath = keptPath,
    };
}
