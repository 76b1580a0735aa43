using Owox.Files.Atomic;
using Owox.Files.Incremental;

namespace Owox;

/// <summary>Exports only the rows since the last run, based on a column with the time when a row was added or changed.</summary>
public static class IncrementalExport
{
    private const string StateSuffix = ".owox-state.json";

    /// <summary>
    /// Requests the rows from the end of the last window until now and writes them. The state is updated only after the rows are verified and
    /// the file is in place. If the process is terminated, the next run repeats the window; no rows are skipped.
    /// </summary>
    /// <param name="connection">Sends the requests.</param>
    /// <param name="query">The rows to export. The window is added to its filter.</param>
    /// <param name="schema">Reads the columns of the data mart.</param>
    /// <param name="target">The path identifies the series. Each window is written to a separate file or appended.</param>
    /// <param name="watermark">The column and the time zone of its values.</param>
    /// <param name="progress">Receives the number of rows and bytes at intervals; null for no progress.</param>
    /// <param name="cancellationToken">Cancels the export. State and files stay unchanged.</param>
    /// <returns>The file, or null if the window is empty because the last run ended at the same time or later.</returns>
    public static async Task<OwoxExportResult?> RunAsync(
        ApiConnection connection, DataMartQuery query, SchemaReader schema, FileExportOptions target, Watermark watermark, Action<long, long>? progress, CancellationToken cancellationToken)
    {
        var name = SeriesName.Base(target);
        var statePath = name + StateSuffix;
        using var alone = ExportLock.Take(name);
        ReplacementCheck.Require(statePath);
        // The clock is read before the query: rows that arrive during the query belong to the next window.
        var now = DateTimeOffset.UtcNow;
        var state = IncrementalExportState.Read(statePath, now);
        Check(state, query, watermark.Column, statePath);
        CheckFiles(state, target, statePath);
        var (mart, served) = await new DataMartsClient(connection).GetWithTimeAsync(query.DataMartId, cancellationToken).ConfigureAwait(false);

        // The server's time is used if the local clock is ahead. Otherwise rows that arrive before that time would be skipped.
        var next = WatermarkKind.GetUpperBound(mart, watermark.Column, served < now ? served.Value : now, watermark.Zone);
        if (state is not null && string.CompareOrdinal(next, state.Next) <= 0)
        {
            return null;
        }

        var window = BuildWindowQuery(query, watermark.Column, state?.Next, next);
        var result = await RowExporter.ToFileAsync(
            connection, window, schema, target with { Path = SeriesName.ForWindow(target, state?.Next), IsLocked = true, IsWithoutState = state is null }, progress, cancellationToken).ConfigureAwait(false);
        await new IncrementalExportState(query.DataMartId, watermark.Column, next) { Files = SeriesName.Pattern(target) }
            .WriteAsync(statePath, connection.Session.Options.Timings, cancellationToken).ConfigureAwait(false);
        return result;
    }

    private static DataMartQuery BuildWindowQuery(DataMartQuery query, string watermark, string? from, string to)
    {
        var rules = query.Filter.ToList();
        if (from is not null)
        {
            rules.Add(new FilterRule(watermark, "gte") { Value = from });
        }

        rules.Add(new FilterRule(watermark, "lt") { Value = to });
        return query with { Filter = rules };
    }

    private static void Check(IncrementalExportState? state, DataMartQuery query, string watermark, string path)
    {
        if (state is not null && (state.DataMartId != query.DataMartId || state.Watermark != watermark))
        {
            throw Taken(path, $"belongs to an export of the data mart {state.DataMartId} by its column '{state.Watermark}'");
        }
    }

    // Two exports that write the same files share a state. A single file can be a window of one export and all rows of another.
    private static void CheckFiles(IncrementalExportState? state, FileExportOptions target, string path)
    {
        var pattern = SeriesName.Pattern(target);
        if (state?.Files is { } files && !SeriesName.IsSame(files, pattern))
        {
            throw Taken(path, $"belongs to an export to the files '{files}', and this export writes '{pattern}'");
        }

        var file = SeriesName.ForWindow(target, state?.Next);
        var other = (target.Append ? SeriesName.BaseOfWindow(file, target) : file) + StateSuffix;
        if (other != StateSuffix && other != path && File.Exists(other))
        {
            throw Taken(other, $"belongs to another incremental export, which also writes '{Path.GetFileName(file)}'");
        }
    }

    private static OwoxFileException Taken(string path, string why) =>
        new(ErrorReason.StateFileInvalid, $"The state file '{path}' {why}. Nothing was exported. Specify a different path for this export.", path);
}

/// <summary>The column that identifies new rows.</summary>
/// <param name="Column">A DATE, DATETIME or TIMESTAMP column of the data mart itself.</param>
/// <param name="Zone">The time zone of values without one: of DATE and DATETIME columns.</param>
public sealed record Watermark(string Column, TimeZoneInfo Zone);
