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
    /// <param name="watermark">The column, of type DATE, DATETIME or TIMESTAMP.</param>
    /// <param name="progress">Is told now and then how many rows and bytes have come; null for nobody.</param>
    /// <param name="cancellationToken">Gives up; state and files are as they were.</param>
    /// <returns>The file; null where the window is empty because the last run was as late as this one.</returns>
    public static async Task<OwoxExportResult?> RunAsync(
        OwoxClient client, DataMartQuery query, ExportTarget target, string watermark, Action<long, long>? progress, CancellationToken cancellationToken)
    {
        var statePath = target.Path + ".owox-state.json";
        using var alone = ExportLock.Take(target.Path + ".owox-lock");
        var state = ExportState.Read(statePath);
        Check(state, query, watermark, statePath);

        // The clock is read before the query: what comes while it runs belongs to the next window.
        var now = DateTimeOffset.UtcNow;
        var mart = await client.GetDataMartAsync(query.DataMartId, cancellationToken).ConfigureAwait(false);
        var next = WatermarkKind.CutOff(mart, watermark, now);
        if (state is not null && string.CompareOrdinal(next, state.Next) <= 0)
        {
            return null;
        }

        var result = await RowExport.ToFileAsync(
            client, Window(query, watermark, state?.Next, next), target with { Path = FileOf(target, state?.Next) }, progress, cancellationToken)
            .ConfigureAwait(false);
        new ExportState(query.DataMartId, watermark, next).Write(statePath);
        return result;
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
