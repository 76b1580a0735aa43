using Owox.Http.Options;
using static Owox.PowerShell.DataMartCheckStatus;

namespace Owox.PowerShell.Quality;

/// <summary>Compares the columns of data marts with a baseline file, or writes them to it.</summary>
/// <param name="cmdlet">Sends the requests.</param>
/// <param name="path">The file.</param>
/// <param name="isUpdate">Whether the file is updated.</param>
/// <param name="includeJoined">Whether the columns of joined data marts are included.</param>
internal sealed class SchemaCheck(ConnectionCmdletBase cmdlet, string path, bool isUpdate, bool includeJoined)
{
    // The file is read once, before the first request: an invalid file is an error of the command.
    private readonly BaselineFile _baseline = cmdlet.Await((_, cancellationToken) => BaselineFile.ReadAsync(path, isUpdate, ClientTimings.Current, cancellationToken));

    public IEnumerable<OwoxDataMartFinding> Run(DataMart mart)
    {
        var columns = cmdlet.Call((client, cancellationToken) => client.Schema.ListColumnsAsync(mart.Id, cancellationToken));
        var current = SchemaSnapshot.Of(mart.Title, columns, includeJoined);
        if (current.Columns.Count == 0)
        {
            return [Finding(Error, "The server returns no columns of the data mart, for example because its connector never ran.")];
        }

        return isUpdate ? [Update(mart, current)] : Compare(mart, current);
    }

    private List<OwoxDataMartFinding> Compare(DataMart mart, SchemaSnapshot current)
    {
        if (!_baseline.DataMarts.TryGetValue(mart.Id, out var expected))
        {
            throw NotFound(mart, "does not contain the data mart");
        }

        if (includeJoined && expected.JoinedColumns is null)
        {
            throw NotFound(mart, "does not contain the joined columns of the data mart");
        }

        var findings = SchemaComparison.Compare(expected.Columns, current.Columns, "column").ToList();
        if (includeJoined)
        {
            findings.AddRange(SchemaComparison.Compare(expected.JoinedColumns!, current.JoinedColumns!, "joined column"));
        }

        return findings.Count > 0 ? findings : [Finding(Passed, $"The columns match the baseline: {Count(current)}.")];
    }

    private OwoxDataMartFinding Update(DataMart mart, SchemaSnapshot current)
    {
        var name = new Inventory.ResolvedItem(mart.Id, mart.Title).FullName;
        if (!cmdlet.ShouldProcess($"baseline file {path}", $"Write the columns of the data mart {name}"))
        {
            return Finding(Skipped, "The baseline was not written.");
        }

        var isChanged = cmdlet.Await(async (_, cancellationToken) =>
        {
            using var alone = await BaselineLock.TakeAsync(path, ClientTimings.Current, cancellationToken).ConfigureAwait(false);
            var latest = await BaselineFile.ReadAsync(path, canBeNew: true, ClientTimings.Current, cancellationToken).ConfigureAwait(false);
            if (latest.DataMarts.TryGetValue(mart.Id, out var before) && before.Title == current.Title && before.HasSameColumns(current))
            {
                return false;
            }

            latest.DataMarts[mart.Id] = current;
            await latest.WriteAsync(ClientTimings.Current, cancellationToken).ConfigureAwait(false);
            return true;
        });
        return Finding(Passed, isChanged ? $"The baseline was written: {Count(current)}." : $"The baseline was up to date: {Count(current)}.");
    }

    private static string Count(SchemaSnapshot columns) =>
        Count(columns.Columns.Count, "column") + (columns.JoinedColumns is { } joined ? $" and {Count(joined.Count, "joined column")}" : "");

    private static string Count(int number, string noun) => FormattableString.Invariant($"{number} {noun}{(number == 1 ? "" : "s")}");

    private static OwoxDataMartFinding Finding(DataMartCheckStatus status, string message) => new(DataMartCheck.Schema, status, message);

    private OwoxConfigurationException NotFound(DataMart mart, string why) => new(
        ErrorReason.BaselineNotFound, $"The baseline file '{path}' {why} {new Inventory.ResolvedItem(mart.Id, mart.Title).FullName}. Add it with -UpdateBaseline{(includeJoined ? " -IncludeJoined" : "")}.");
}
