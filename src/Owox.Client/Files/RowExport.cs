using System;
using System.Diagnostics;
using System.Threading;
using System.Threading.Tasks;
using Owox.Files;

namespace Owox;

/// <summary>Writes the rows of one query to a file, which appears only when they are all there.</summary>
public static class RowExport
{
    /// <summary>Streams, checks each row, compares with the server's record, and puts the file in place.</summary>
    /// <param name="client">The calls.</param>
    /// <param name="query">What to stream.</param>
    /// <param name="target">Where to.</param>
    /// <param name="progress">Is told now and then how many rows and bytes have come; null for nobody.</param>
    /// <param name="cancellationToken">Gives up; nothing is left behind.</param>
    /// <exception cref="OwoxException">The rows are not all there, or the file could not be written; what was under its name is as it was.</exception>
    public static Task<OwoxExportResult> ToFileAsync(
        OwoxClient client, RowQuery query, ExportTarget target, Action<long, long>? progress, CancellationToken cancellationToken) =>
        ToFileAsync(client, query, target, static (_, _) => { }, progress, cancellationToken);

    // The caller throws where a proof is not enough for it.
    internal static async Task<OwoxExportResult> ToFileAsync(
        OwoxClient client,
        RowQuery query,
        ExportTarget target,
        Action<RunVerification, RowStream> accept,
        Action<long, long>? progress,
        CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();

        // Before the query: a file that cannot be written must not cost one.
        using var file = new RowFile(target);
        using var rows = await client.OpenRowsAsync(query, cancellationToken).ConfigureAwait(false);
        while (await rows.ReadAsync(file, cancellationToken).ConfigureAwait(false))
        {
            progress?.Invoke(rows.RowsReceived, rows.BytesReceived);
        }

        var proof = await rows.VerifyAsync(client, cancellationToken).ConfigureAwait(false);
        accept(proof, rows);
        var headers = Headers(proof.Record);
        file.Finish(headers);
        return new OwoxExportResult(query.DataMartId, target.Path, target.Format)
        {
            ReportId = query.ReportId,
            RunId = rows.RunId,
            Compressed = target.Compress,
            Columns = file.Columns.Count > 0 ? file.Columns : headers ?? [],
            Rows = rows.RowsReceived,
            Bytes = file.Bytes,
            Sha256 = file.Sha256,
            Duration = watch.Elapsed,
            Verified = proof.IsVerified,
            WhyNotVerified = proof.WhyNot,
        };
    }

    private static string[]? Headers(Run? record) =>
        record?.HttpData?.DataDescription is { DataHeaders: { Length: > 0 } headers }
            ? Array.ConvertAll(headers, static header => header.Name)
            : record?.HttpData?.Columns;
}
