using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Owox.Files;

namespace Owox;

/// <summary>Exports only what came since the last run, by a column that tells when a row came or changed.</summary>
public static class IncrementalExport
{
    private const string Gzip = ".gz";

    /// <summary>
    /// Asks for the rows from the last end up to now, writes them, and moves the state only once they are verified and in
    /// place. A crash anywhere repeats the window; nothing is skipped.
    /// </summary>
    /// <param name="client">The calls.</param>
    /// <param name="query">What to stream; the window is added to its filter.</param>
    /// <param name="target">The path names the series: each window gets a file of its own, or is appended.</param>
    /// <param name="watermark">The column, and the zone that it is in.</param>
    /// <param name="progress">Is told now and then how many rows and bytes have come; null for nobody.</param>
    /// <param name="cancellationToken">Gives up; state and files are as they were.</param>
    /// <returns>The file; null where the window is empty because the last run was as late as this one.</returns>
    public static async Task<OwoxExportResult?> RunAsync(
        OwoxClient client, DataMartQuery query, ExportTarget target, Watermark watermark, Action<long, long>? progress, CancellationToken cancellationToken)
    {
        var statePath = target.Path + ".owox-state.json";
        using var alone = ExportLock.Take(target.Path + ".owox-lock");
        // The clock is read before the query: what comes while it runs belongs to the next window.
        var now = DateTimeOffset.UtcNow;
        var state = ExportState.Read(statePath, now);
        Check(state, query, watermark.Column, statePath);
        var (mart, served) = await client.GetDataMartAndTimeAsync(query.DataMartId, cancellationToken).ConfigureAwait(false);

        // A clock that is fast would leave out what comes until its time has come.
        var next = WatermarkKind.CutOff(mart, watermark.Column, served < now ? served.Value : now, watermark.Zone);
        if (state is not null && string.CompareOrdinal(next, state.Next) <= 0)
        {
            return null;
        }

        var window = Window(query, watermark.Column, state?.Next, next);
        var result = await RowExport.ToFileAsync(
            client, window, target with { Path = FileOf(target, state?.Next) }, RequireConfirmed, progress, cancellationToken).ConfigureAwait(false);
        new ExportState(query.DataMartId, watermark.Column, next).Write(statePath);
        return result;
    }

    // The next run begins where this one ends: what it wrote must be all.
    private static void RequireConfirmed(RunVerification proof, RowStream rows)
    {
        if (!proof.IsVerified)
        {
            throw new OwoxStreamException(
                ErrorReason.StreamIncomplete,
                $"{rows.RowsReceived} rows came, but that they are all could not be confirmed: {proof.WhyNot}. An incremental export builds on the runs before it, so no file was put in place, and the next run begins where this one did. Export without -Incremental.",
                rows.RowsReceived,
                rows.RunId);
        }
    }

    private static DataMartQuery Window(DataMartQuery query, string watermark, string? from, string to)
    {
        var rules = query.Filter.ToList();
        if (from is not null)
        {
            rules.Add(new FilterRule(watermark, "gte") { Value = from });
        }

        rules.Add(new FilterRule(watermark, "lt") { Value = to });
        return query with { Filter = rules };
    }

    // Named by where the window begins: a run that repeats it replaces the file instead of doubling the rows.
    private static string FileOf(ExportTarget target, string? from)
    {
        var window = target.Append ? "" : "." + (from is null ? "first" : new string(from.Where(char.IsLetterOrDigit).ToArray()));
        var ending = "." + target.Format.ToString().ToLower(CultureInfo.InvariantCulture) + (target.Compress ? Gzip : "");
        var path = target.Path;
        foreach (var known in new[] { Gzip, Path.GetExtension(ending.Replace(Gzip, "")) })
        {
            if (path.EndsWith(known, StringComparison.OrdinalIgnoreCase))
            {
                path = path.Substring(0, path.Length - known.Length);
            }
        }

        return path + window + ending;
    }

    private static void Check(ExportState? state, DataMartQuery query, string watermark, string path)
    {
        if (state is not null && (state.DataMartId != query.DataMartId || state.Watermark != watermark))
        {
            throw new OwoxFileException(
                ErrorReason.StateInvalid,
                $"The state file '{path}' is about the data mart {state.DataMartId} by its column '{state.Watermark}'. Give this export a path of its own.",
                path);
        }
    }
}
