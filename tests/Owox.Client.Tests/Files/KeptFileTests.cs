using Owox.Files.Atomic;
using Owox.Http.Options;
using Owox.Resilience;
using Xunit;

namespace Owox.Client.Tests.Files;

/// <summary>An export that fails after the last row keeps the rows in a separate file.</summary>
public sealed class KeptFileTests : IDisposable
{
    private const string Rows = "{\"a\":1}\n{\"a\":2}\n";

    private readonly string _folder = Directory.CreateTempSubdirectory("owox-kept-").FullName;

    private string Target => Path.Combine(_folder, "rows.ndjson");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(404, "", "has no record")]
    [InlineData(403, "", "does not return it")]
    [InlineData(500, "", "could not be read")]
    [InlineData(503, "", "could not be read")]
    [InlineData(200, "{", "is not JSON")]
    [InlineData(200, """{"id":"run-1","status":"SUCCESS"}""", "has no row count")]
    [InlineData(200, """{"id":"run-1","status":"RUNNING"}""", "recorded the run as RUNNING")]
    [InlineData(200, """{"id":"run-1","status":"SOMETHING_NEW"}""", "recorded the run as SOMETHING_NEW")]
    [InlineData(200, """{"id":"run-1","status":"SUCCESS","additionalParams":{"httpData":{"rowCount":2,"completed":false}}}""", "was not completed")]
    [InlineData(200, """{"id":"run-1","status":"SUCCESS","additionalParams":{"httpData":{"rowCount":"2"}}}""", "rowCount has an unexpected value or type")]
    [InlineData(200, """{"id":"run-1","status":"SUCCESS","additionalParams":{"httpData":{"rowCount":2,"dataDescription":{"dataHeaders":[{}]}}}}""", "lacks the field")]
    public async Task Rows_that_cannot_be_verified_are_kept_under_another_name(int status, string record, string expected)
    {
        File.WriteAllText(Target, "old");

        var kept = await KeptAsync(Replies.Json(record, status), ErrorReason.FileNotVerified, expected);

        Assert.EndsWith(".owox-unverified", kept, StringComparison.Ordinal);
        Assert.Equal(Rows, File.ReadAllText(kept));
        Assert.Equal("old", File.ReadAllText(Target));

        await ExportAsync(Replies.Json(StreamFixture.Success(2)));

        Assert.Equal(Rows, File.ReadAllText(Target));
        Assert.Equal(2, Directory.GetFiles(_folder).Length);
        Assert.True(File.Exists(kept));
    }

    [Theory]
    [InlineData("""{"id":"run-1","status":"FAILED"}""")]
    [InlineData("""{"id":"run-1","status":"SUCCESS","additionalParams":{"httpData":{"rowCount":3}}}""")]
    public async Task Rows_that_are_known_to_be_incomplete_are_deleted(string record)
    {
        await Assert.ThrowsAsync<OwoxStreamException>(() => ExportAsync(Replies.Json(record)));

        Assert.Empty(Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    public async Task Verified_rows_are_kept_if_the_target_is_busy_for_too_long()
    {
        // A folder with this name simulates a file that cannot be replaced.
        var kept = await KeptAsync(BusyTarget, ErrorReason.FileReplaceFailed, "could not be created or replaced");

        Assert.EndsWith(".owox-verified", kept, StringComparison.Ordinal);
        Assert.Equal(Rows, File.ReadAllText(kept));

        Directory.Delete(Target);
        await ExportAsync(Replies.Json(StreamFixture.Success(2)));

        Assert.Equal(Rows, File.ReadAllText(Target));
        Assert.True(File.Exists(kept));
    }

    [Fact]
    public async Task The_export_waits_for_a_target_that_is_briefly_busy()
    {
        var export = ExportAsync(BusyTarget, busyTimeout: TimeSpan.FromSeconds(20));
        while (!Directory.Exists(Target))
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        await Task.Delay(500, TestContext.Current.CancellationToken);
        Assert.False(export.IsCompleted);
        Directory.Delete(Target);

        await export;

        Assert.Equal(Rows, File.ReadAllText(Target));
        Assert.Single(Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    public async Task Canceling_while_the_run_record_is_read_keeps_the_rows()
    {
        using var cancellation = new CancellationTokenSource();
        Reply record = async (connection, _) =>
        {
            await cancellation.CancelAsync();
            await connection.WaitForCloseAsync();
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ExportAsync(record, cancellationToken: cancellation.Token));

        Assert.Equal(Rows, File.ReadAllText(Assert.Single(Directory.GetFiles(_folder, "rows.ndjson.*.owox-unverified"))));
    }

    [Fact]
    public async Task Canceling_while_the_target_is_busy_keeps_the_rows()
    {
        using var cancellation = new CancellationTokenSource();
        var export = ExportAsync(BusyTarget, TimeSpan.FromSeconds(20), cancellationToken: cancellation.Token);
        cancellation.CancelAfter(500);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => export);

        Assert.Equal(Rows, File.ReadAllText(Assert.Single(Directory.GetFiles(_folder, "rows.ndjson.*.owox-verified"))));
    }

    [Fact]
    public async Task NoClobber_keeps_both_the_rows_and_a_file_created_during_the_export()
    {
        Reply record = async (connection, request) =>
        {
            File.WriteAllText(Target, "new");
            await Replies.Json(StreamFixture.Success(2))(connection, request);
        };

        var failed = await Assert.ThrowsAsync<OwoxFileException>(() => ExportAsync(record, target: new FileExportOptions(Target, RowFileFormat.Ndjson) { NoClobber = true }));

        Assert.Equal(ErrorReason.FileReplaceFailed, failed.Reason);
        Assert.Contains("must not be replaced", failed.Message, StringComparison.Ordinal);
        Assert.Equal(("new", Rows), (File.ReadAllText(Target), File.ReadAllText(failed.KeptPath!)));
    }

    [Fact]
    public void Files_that_are_kept_at_the_same_time_get_different_names()
    {
        var names = Enumerable.Range(0, 1000).Select(_ => KeptFile.Name(Target, KeptFile.Unverified)).ToArray();

        Assert.Equal(names.Length, names.Distinct(StringComparer.Ordinal).Count());
    }

    private async Task BusyTarget(ServerConnection connection, ReceivedRequest request)
    {
        Directory.CreateDirectory(Target);
        await Replies.Json(StreamFixture.Success(2))(connection, request);
    }

    private async Task<string> KeptAsync(Reply record, string reason, string expected)
    {
        var failed = await Assert.ThrowsAsync<OwoxFileException>(() => ExportAsync(record));
        Assert.Equal((reason, Target), (failed.Reason, failed.Path));
        Assert.Contains(expected, failed.Message, StringComparison.Ordinal);
        Assert.Contains($"'{failed.KeptPath}'", failed.Message, StringComparison.Ordinal);
        Assert.StartsWith(Target + ".", failed.KeptPath, StringComparison.Ordinal);
        return failed.KeptPath!;
    }

    private async Task ExportAsync(
        Reply record, TimeSpan? busyTimeout = null, FileExportOptions? target = null, CancellationToken cancellationToken = default)
    {
        var moment = TimeSpan.FromMilliseconds(200);
        var pause = TimeSpan.FromMilliseconds(10);
        var timings = new ClientTimings
        {
            RunRecordTimeout = moment,
            RunRecordErrorTimeout = moment,
            RunRecordPollInterval = pause,
            MaxRunRecordPollInterval = pause,
            FileBusyTimeout = busyTimeout ?? moment,
            FileBusyPollInterval = pause,
            RetryDelay = TimeSpan.FromMilliseconds(1),
        };
        await using var fixture = new StreamFixture(Replies.Rows("run-1", Rows.TrimEnd('\n').Split('\n')))
        {
            Options = Limits.Short with { Timings = timings, Retry = new PollyRetryStrategy() },
        };
        fixture.Server.On(StreamFixture.RunPath, record);
        await RowExporter.ToFileAsync(
            fixture.Client, new DataMartQuery("m"), new SchemaReader(), target ?? new FileExportOptions(Target, RowFileFormat.Ndjson), progress: null, cancellationToken);
    }
}
