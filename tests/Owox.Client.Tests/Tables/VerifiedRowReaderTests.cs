using Xunit;

namespace Owox.Client.Tests.Tables;

/// <summary>The last row is returned only when the rows are complete and verified. No error is ever followed by an end.</summary>
public sealed class VerifiedRowReaderTests
{
    private static readonly string Column = ReaderFixture.Field("a", "INTEGER");

    private static readonly string[] Lines = [.. Enumerable.Range(1, 5).Select(static i => $$"""{"a":{{i}}}""")];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public async Task The_last_row_waits_for_the_verification(int count)
    {
        await using var fixture = ReaderFixture.Complete(Column, [.. Lines.Take(count)]);
        using var reader = await fixture.OpenAsync();

        for (var i = 1; i < count; i++)
        {
            Assert.True(reader.Read());
        }

        Assert.Equal((OwoxDataReaderStatus.Open, 0), (reader.Status, fixture.Server.RequestsTo(StreamFixture.RunPath).Count));
        Assert.True(reader.Read());
        Assert.Equal((OwoxDataReaderStatus.Verified, 1), (reader.Status, fixture.Server.RequestsTo(StreamFixture.RunPath).Count));
        Assert.False(reader.Read());
        Assert.False(reader.Read());
        Assert.Equal(count, reader.RowsRead);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public async Task A_stream_that_is_cut_after_any_row_never_returns_its_last_row(int count)
    {
        await using var fixture = new ReaderFixture(Column, CutAfter(count));

        await AssertFailsAsync(fixture, ErrorReason.StreamIncomplete, "the connection was lost", maxRows: count - 1);
    }

    [Theory]
    [InlineData("""{"id":"run-1","status":"FAILED"}""", "recorded the run as FAILED")]
    [InlineData("""{"id":"run-1","status":"SUCCESS","additionalParams":{"httpData":{"rowCount":6,"completed":true}}}""", "the server recorded 6")]
    [InlineData("""{"id":"run-1","status":"SUCCESS","additionalParams":{"httpData":{"rowCount":5,"completed":false}}}""", "the server did not confirm the number of rows")]
    [InlineData("""{"id":"run-1","status":"SUCCESS"}""", "the server did not confirm the number of rows")]
    public async Task Rows_that_the_record_does_not_confirm_never_end(string record, string expected)
    {
        await using var fixture = new ReaderFixture(Column, Replies.Rows("run-1", Lines));
        fixture.Server.On(StreamFixture.RunPath, Replies.Json(record));

        await AssertFailsAsync(fixture, ErrorReason.StreamIncomplete, expected, maxRows: 4);
    }

    [Fact]
    public async Task Rows_without_a_run_never_end()
    {
        await using var fixture = new ReaderFixture(Column, Replies.Rows(runId: null, Lines));

        await AssertFailsAsync(fixture, ErrorReason.StreamIncomplete, "no run ID", maxRows: 4);
    }

    [Fact]
    public async Task An_empty_stream_that_is_not_verified_is_an_error_at_the_start()
    {
        await using var fixture = new ReaderFixture(Column, Replies.Rows("run-1"));
        fixture.Server.On(StreamFixture.RunPath, Replies.Json("""{"id":"run-1","status":"FAILED"}"""));

        Assert.Equal(ErrorReason.StreamIncomplete, (await Assert.ThrowsAsync<OwoxStreamException>(() => fixture.OpenAsync())).Reason);
    }

    [Theory]
    [InlineData("""{"a":1}""", "nonsense", "it is not JSON")]
    [InlineData("""{"a":1}""", """{"a":1,"secret":2}""", "the column 'secret'")]
    public async Task A_malformed_line_is_an_error(string first, string second, string expected)
    {
        await using var fixture = new ReaderFixture(Column, Replies.Rows("run-1", first, second, first));

        var e = await FirstErrorAsync(fixture);

        Assert.Equal(ErrorReason.StreamMalformed, Assert.IsType<OwoxStreamException>(e).Reason);
        Assert.Contains(expected, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_later_column_without_a_schema_is_an_error()
    {
        await using var fixture = new ReaderFixture(null, Replies.Rows("run-1", """{"a":1}""", """{"b":1}"""));

        Assert.Contains("a column that the rows before it do not have", (await FirstErrorAsync(fixture)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("INTEGER", "\"x\"", "Row 1, column 'a': the value is not a valid INTEGER.", ErrorOption.DataReader)]
    [InlineData("INTEGER", "1.5", "the value is not a valid INTEGER.", ErrorOption.DataReader)]
    [InlineData("INTEGER", "9223372036854775808", "the .NET type Int64 does not represent this INTEGER exactly.", ErrorOption.DataReader)]
    [InlineData("NUMERIC", "\"1234567890123456789012345678901234567890\"", "the .NET type Decimal does not represent this", ErrorOption.ExactNumbers)]
    [InlineData("BIGNUMERIC", "\"0.12345678901234567890123456789012345678\"", "the .NET type Decimal does not represent this", ErrorOption.ExactNumbers)]
    [InlineData("TIME", "\"25:00:00\"", "the value is not a valid TIME.", ErrorOption.DataReader)]
    [InlineData("BYTES", "\"?\"", "the value is not a valid BYTES.", ErrorOption.DataReader)]
    [InlineData("BYTES", """{"type":"Buffer","data":[256]}""", "the value is not a valid BYTES.", ErrorOption.DataReader)]
    [InlineData("BYTES", """{"type":"Buffer","data":["a"]}""", "the value is not a valid BYTES.", ErrorOption.DataReader)]
    [InlineData("BYTES", """{"type":1,"data":[1]}""", "the value is not a valid BYTES.", ErrorOption.DataReader)]
    [InlineData("BYTES", """{"type":"Buffer"}""", "the value is not a valid BYTES.", ErrorOption.DataReader)]
    [InlineData("BYTES", "[1]", "the value is not a valid BYTES.", ErrorOption.DataReader)]
    [InlineData("TIMESTAMP", "\"2026-01-01T00:00:00.123456789Z\"", "the value is not a valid TIMESTAMP.", ErrorOption.DataReader)]
    [InlineData("BOOLEAN", "2", "the value is not a valid BOOLEAN.", ErrorOption.DataReader)]
    public async Task A_value_of_another_type_is_an_error(string type, string value, string expected, string option)
    {
        await using var fixture = new ReaderFixture(ReaderFixture.Field("a", type), Replies.Rows("run-1", $$"""{"a":{{value}}}""", """{"a":null}"""));

        var e = Assert.IsType<OwoxConversionException>(await FirstErrorAsync(fixture));

        Assert.Contains(expected, e.Message, StringComparison.Ordinal);
        Assert.Equal((ErrorReason.ConversionFailed, option, 1L, "a"), (e.Reason, e.Option, e.Row, e.Column));
    }

    [Fact]
    public async Task A_reader_that_is_closed_early_is_interrupted()
    {
        await using var fixture = ReaderFixture.Complete(Column, Lines);
        var reader = await fixture.OpenAsync();
        Assert.True(reader.Read());

        reader.Close();
        reader.Close();

        Assert.Equal((OwoxDataReaderStatus.Interrupted, true), (reader.Status, reader.IsClosed));
        var e = Assert.Throws<OwoxStreamException>(() => reader.Read());
        Assert.Equal(ErrorReason.StreamIncomplete, e.Reason);
        Assert.Contains("it was interrupted, because the reader was closed before its last row", e.Message, StringComparison.Ordinal);
        Assert.Same(e, Assert.Single(fixture.Errors));
    }

    [Fact]
    public async Task A_reader_that_is_closed_after_the_last_row_stays_verified()
    {
        await using var fixture = ReaderFixture.Complete(Column, Lines[0]);
        var reader = await fixture.OpenAsync();
        Assert.True(reader.Read());

        reader.Close();

        Assert.Equal(OwoxDataReaderStatus.Verified, reader.Status);
        Assert.Contains("The reader is closed.", Assert.Throws<InvalidOperationException>(() => reader.Read()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reader_that_is_closed_by_another_thread_ends_the_wait()
    {
        var closed = new TaskCompletionSource();
        await using var fixture = new ReaderFixture(Column, async (connection, _) =>
        {
            await connection.SendAsync(Replies.RowsHead("run-1") + Replies.Chunk(Lines[0] + "\n"));
            await connection.WaitForCloseAsync();
            closed.SetResult();
        });
        using var reader = await fixture.OpenAsync();
        var waiting = reader.ReadAsync(CancellationToken.None);
        Assert.Contains("Another call is reading the next row.", Assert.Throws<InvalidOperationException>(() => reader.Read()).Message, StringComparison.Ordinal);

        reader.Close();

        Assert.Equal(ErrorReason.StreamIncomplete, (await Assert.ThrowsAsync<OwoxStreamException>(() => waiting)).Reason);
        await closed.Task;
    }

    [Fact]
    public async Task A_canceled_call_cancels_the_request_and_is_no_end()
    {
        await using var fixture = new ReaderFixture(Column, async (connection, _) =>
        {
            await connection.SendAsync(Replies.RowsHead("run-1") + Replies.Chunk(Lines[0] + "\n"));
            await connection.WaitForCloseAsync();
        });
        using var reader = await fixture.OpenAsync();
        using var cancellation = new CancellationTokenSource();
        var waiting = reader.ReadAsync(cancellation.Token);

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.Throws<OwoxStreamException>(() => reader.Read());
        Assert.Equal(OwoxDataReaderStatus.Interrupted, reader.Status);
    }

    [Fact]
    public async Task A_session_that_is_closed_before_the_last_row_makes_the_rows_incomplete()
    {
        await using var fixture = ReaderFixture.Complete(Column, Lines);
        using var reader = await fixture.OpenAsync();
        Assert.True(reader.Read());
        fixture.Client.Session.Dispose();

        var error = Assert.ThrowsAny<OwoxException>(() =>
        {
            while (reader.Read())
            {
                // To the error.
            }
        });

        Assert.Equal((ErrorReason.StreamIncomplete, OwoxDataReaderStatus.Failed), (error.Reason, reader.Status));
    }

    private static Reply CutAfter(int rows) => async (connection, _) =>
    {
        await connection.SendAsync(Replies.RowsHead("run-1") + Replies.Chunk(string.Concat(Lines.Take(rows).Select(static line => line + "\n"))));
        connection.Reset();
    };

    private static async Task<Exception> FirstErrorAsync(ReaderFixture fixture)
    {
        try
        {
            using var reader = await fixture.OpenAsync();
            while (await reader.ReadAsync(CancellationToken.None))
            {
                // To the error.
            }
        }
        catch (OwoxException e)
        {
            return e;
        }

        throw new InvalidOperationException("The reader reported no error.");
    }

    // A stream that is reset can lose rows that have arrived, and even fail at the start.
    private static async Task AssertFailsAsync(ReaderFixture fixture, string reason, string expected, int maxRows)
    {
        OwoxDataReader reader;
        try
        {
            reader = await fixture.OpenAsync();
        }
        catch (OwoxStreamException e)
        {
            Assert.Equal(reason, e.Reason);
            return;
        }

        var rows = 0;
        var first = Assert.Throws<OwoxStreamException>(() =>
        {
            while (reader.Read())
            {
                rows++;
            }
        });
        Assert.Equal(reason, first.Reason);
        Assert.Contains(expected, first.Message, StringComparison.Ordinal);
        Assert.InRange(rows, 0, maxRows);
        Assert.Same(first, Assert.Throws<OwoxStreamException>(() => reader.Read()));
        Assert.Same(first, await Assert.ThrowsAsync<OwoxStreamException>(() => reader.ReadAsync(CancellationToken.None)));
        Assert.Same(first, Assert.Single(fixture.Errors));
        Assert.Equal(OwoxDataReaderStatus.Failed, reader.Status);
        reader.Dispose();
        Assert.Equal(OwoxDataReaderStatus.Failed, reader.Status);
    }
}
