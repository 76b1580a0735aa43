using Owox.Files.Atomic;
using Owox.Files.Incremental;

namespace Owox;

/// <summary>Exports only what came since the last run, by a column that tells when a row came or changed.</summary>
public static class IncrementalExport
{
    private const string StateSuffix = ".owox-state.json";

    /// <summary>
    /// Asks for the rows from the last end up to now, writes them, and moves the state only once they are verified and in
    /// place. A crash anywhere repeats the window; nothing is skipped.
    /// </summary>
    /// <param name="connection">Sends the requests.</param>
    /// <param name="query">What to stream; the window is added to its filter.</param>
    /// <param name="schema">Tells the columns of the data mart.</param>
    /// <param name="target">The path names the series: each window gets a file of its own, or is appended.</param>
    /// <param name="watermark">The column, and the zone that it is in.</param>
    /// <param name="progress">Receives the number of rows and bytes from time to time; null for no progress.</param>
    /// <param name="cancellationToken">Gives up; state and files are as they were.</param>
    /// <returns>The file; null where the window is empty because the last run was as late as this one.</returns>
    public static async Task<OwoxExportResult?> RunAsync(
        ApiConnection connection, DataMartQuery query, SchemaReader schema, FileExportOptions target, Watermark watermark, Action<long, long>? progress, CancellationToken cancellationToken)
    {
        var name = SeriesName.Base(target);
        var statePath = name + StateSuffix;
        using var alone = ExportLock.Take(name);
        ReplacementCheck.Require(statePath);
        // The clock is read before the query: what comes while it runs belongs to the next window.
        var now = DateTimeOffset.UtcNow;
        var state = IncrementalExportState.Read(statePath, now);
        Check(state, query, watermark.Column, statePath);
        CheckFiles(state, target, statePath);
        var (mart, served) = await new DataMartsClient(connection).GetWithTimeAsync(query.DataMartId, cancellationToken).ConfigureAwait(false);

        // A clock that is fast would leave out what comes until its time has come.
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
            throw Taken(path, $"is about the data mart {state.DataMartId} by its column '{state.Watermark}'");
        }
    }

    // Two exports that write the same files have the same state. One file can still be the window of one and all of another.
    private static void CheckFiles(IncrementalExportState? state, FileExportOptions target, string path)
    {
        var pattern = SeriesName.Pattern(target);
        if (state?.Files is { } files && !SeriesName.IsSame(files, pattern))
        {
            throw Taken(path, $"is about the files '{files}', and this export writes '{pattern}'");
        }

        var file = SeriesName.ForWindow(target, state?.Next);
        var other = (target.Append ? SeriesName.BaseOfWindow(file, target) : file) + StateSuffix;
        if (other != StateSuffix && other != path && File.Exists(other))
        {
            throw Taken(other, $"belongs to another incremental export, which also writes '{Path.GetFileName(file)}'");
        }
    }

    private static OwoxFileException Taken(string path, string why) =>
        new(ErrorReason.StateFileInvalid, $"The state file '{path}' {why}. Nothing was exported. Give this export a path of its own.", path);
}

/// <summary>What tells new rows.</summary>
/// <param name="Column">A DATE, DATETIME or TIMESTAMP column of the data mart itself.</param>
/// <param name="Zone">The time zone of its values, where they do not say themselves: of DATE and DATETIME.</param>
public sealed record Watermark(string Column, TimeZoneInfo Zone);
