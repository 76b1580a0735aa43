using System.Data;
using System.Data.Common;
using System.Globalization;
using Xunit;

namespace Owox.Client.Tests.Tables;

public sealed class OwoxDataReaderTests
{
    private static readonly string AllTypes = string.Join(
        ",",
        ReaderFixture.Field("i", "INTEGER"),
        ReaderFixture.Field("f", "FLOAT"),
        ReaderFixture.Field("n", "NUMERIC"),
        ReaderFixture.Field("p", "DECIMAL(18, 2)"),
        ReaderFixture.Field("b", "BOOLEAN"),
        ReaderFixture.Field("d", "DATE"),
        ReaderFixture.Field("l", "DATETIME"),
        ReaderFixture.Field("ts", "TIMESTAMP"),
        ReaderFixture.Field("t", "TIME"),
        ReaderFixture.Field("x", "BYTES"),
        ReaderFixture.Field("j", "JSON"),
        ReaderFixture.Field("s", "STRING"));

    private const string AllValues =
        """{"i":"9007199254740993","f":1,"n":"1.10","p":2.50,"b":"true","d":"2026-02-03","l":"2026-02-03T10:20:30.1234567","ts":"2026-02-03T10:20:30.5Z","t":"10:20:30.25","x":"AQID","j":{"a":[1,2.5,"é",null,true]},"s":7}""";

    [Fact]
    public async Task Each_type_has_its_net_type()
    {
        await using var fixture = ReaderFixture.Complete(AllTypes, AllValues);
        using var reader = await fixture.OpenAsync();

        Assert.True(reader.Read());
        var values = new object[reader.FieldCount];
        Assert.Equal(12, reader.GetValues(values));
        Assert.Equal(
            [
                9007199254740993L, 1.0, 1.10m, 2.50m, true, new DateTime(2026, 2, 3), new DateTime(2026, 2, 3, 10, 20, 30).AddTicks(1234567),
                new DateTime(2026, 2, 3, 10, 20, 30, 500), new TimeSpan(0, 10, 20, 30, 250), new byte[] { 1, 2, 3 }, """{"a":[1,2.5,"é",null,true]}""", "7",
            ],
            values);
        Assert.Equal(DateTimeKind.Utc, reader.GetDateTime(7).Kind);
        Assert.Equal(DateTimeKind.Unspecified, reader.GetDateTime(6).Kind);
        Assert.Equal(new DateTimeOffset(2026, 2, 3, 10, 20, 30, 500, TimeSpan.Zero), reader.GetFieldValue<DateTimeOffset>(7));
        Assert.Equal(values.Select(static value => value.GetType()), Enumerable.Range(0, 12).Select(reader.GetFieldType));
        Assert.False(reader.Read());
        Assert.Equal(OwoxDataReaderStatus.Verified, reader.Status);
    }

    [Theory]
    [InlineData("1e308", 1e308)]
    [InlineData("\"1e308\"", 1e308)]
    [InlineData("123456789012345678901234567890", 123456789012345678901234567890.0)]
    [InlineData("9007199254740993", 9007199254740992.0)]
    [InlineData("0.30000000000000004", 0.30000000000000004)]
    [InlineData("5e-324", 5e-324)]
    public async Task A_floating_point_number_is_the_nearest_Double(string json, double expected)
    {
        await using var fixture = ReaderFixture.Complete(ReaderFixture.Field("f", "FLOAT"), $$"""{"f":{{json}}}""");
        using var reader = await fixture.OpenAsync();

        Assert.True(reader.Read());
        Assert.Equal(expected, reader.GetDouble(0));
    }

    [Fact]
    public async Task The_schema_table_describes_the_columns()
    {
        await using var fixture = ReaderFixture.Complete(AllTypes, AllValues);
        using var reader = await fixture.OpenAsync();

        var row = reader.GetSchemaTable().Rows[3];
        Assert.Equal(
            ("p", 3, typeof(decimal), "DECIMAL(18, 2)", (short)18, (short)2, true),
            ((string)row["ColumnName"], (int)row["ColumnOrdinal"], (Type)row["DataType"], (string)row["DataTypeName"], (short)row["NumericPrecision"],
                (short)row["NumericScale"], (bool)row["AllowDBNull"]));
        Assert.Equal(DBNull.Value, reader.GetSchemaTable().Rows[2]["NumericScale"]);
#if NET8_0_OR_GREATER
        var schema = reader.GetColumnSchema();
        Assert.Equal(reader.GetSchemaTable().Rows.Cast<DataRow>().Select(static each => each["ColumnName"]), schema.Select(static each => each.ColumnName));
        Assert.Equal((18, 2, typeof(decimal)), (schema[3].NumericPrecision, schema[3].NumericScale, schema[3].DataType));
        Assert.Equal(true, schema[11].IsLong);
#endif
    }

    [Fact]
    public async Task A_row_that_omits_keys_has_nulls()
    {
        await using var fixture = ReaderFixture.Complete($"{ReaderFixture.Field("a", "INTEGER")},{ReaderFixture.Field("b", "STRING")}", """{"b":"x"}""", """{"a":2}""", "{}");
        using var reader = await fixture.OpenAsync();

        Assert.Equal(["a", "b"], [reader.GetName(0), reader.GetName(1)]);
        Assert.True(reader.Read());
        Assert.Equal((true, "x"), (reader.IsDBNull(0), reader.GetString(1)));
        Assert.Equal(DBNull.Value, reader[0]);
        Assert.Throws<InvalidCastException>(() => reader.GetInt64(0));
        Assert.True(reader.Read());
        Assert.Equal((2, true), (reader.GetInt32(0), reader.IsDBNull(1)));
        Assert.True(reader.Read());
        Assert.False(reader.Read());
    }

    [Fact]
    public async Task The_order_of_the_keys_does_not_change_the_columns()
    {
        await using var fixture = ReaderFixture.Complete($"{ReaderFixture.Field("a", "INTEGER")},{ReaderFixture.Field("b", "INTEGER")}", """{"b":2,"a":1}""", """{"a":3,"b":4}""");
        using var reader = await fixture.OpenAsync();

        Assert.True(reader.Read());
        Assert.Equal((1L, 2L), (reader.GetInt64(0), reader.GetInt64(1)));
        Assert.True(reader.Read());
        Assert.Equal((3L, 4L), (reader.GetInt64(0), reader.GetInt64(1)));
    }

    [Fact]
    public async Task A_column_is_found_by_its_exact_name_and_then_ignoring_case()
    {
        await using var fixture = ReaderFixture.Complete(null, """{"Total":1,"total":2,"TOTAL":3}""");
        using var reader = await fixture.OpenAsync();

        Assert.Equal(["Total", "total_2", "TOTAL_3"], Enumerable.Range(0, 3).Select(reader.GetName));
        Assert.Equal((0, 0, 2), (reader.GetOrdinal("Total"), reader.GetOrdinal("tOTAL"), reader.GetOrdinal("total_3")));
        Assert.Contains("no column 'revenue'", Assert.Throws<IndexOutOfRangeException>(() => reader.GetOrdinal("revenue")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Columns_of_unknown_types_are_strings()
    {
        await using var fixture = ReaderFixture.Complete(null, """{"a":1.50,"b":true,"c":"x"}""");
        using var reader = await fixture.OpenAsync();

        Assert.True(reader.Read());
        Assert.Equal(["1.50", "true", "x"], Enumerable.Range(0, 3).Select(reader.GetString));
        Assert.Contains("cannot be read", reader.WhyUntyped, StringComparison.Ordinal);
        Assert.Equal("STRING", reader.GetDataTypeName(0));
    }

    [Fact]
    public async Task Bytes_and_characters_are_copied_in_parts()
    {
        await using var fixture = ReaderFixture.Complete(
            $"{ReaderFixture.Field("x", "BYTES")},{ReaderFixture.Field("s", "STRING")}", """{"x":{"type":"Buffer","data":[1,2,255]},"s":"abc"}""");
        using var reader = await fixture.OpenAsync();
        Assert.True(reader.Read());

        var bytes = new byte[4];
        Assert.Equal(3, reader.GetBytes(0, 0, null, 0, 0));
        Assert.Equal(2, reader.GetBytes(0, 1, bytes, 1, 9));
        Assert.Equal("0 2 255 0", string.Join(" ", bytes));
        Assert.Equal(0, reader.GetBytes(0, 7, bytes, 0, 4));
        var characters = new char[2];
        Assert.Equal(2, reader.GetChars(1, 0, characters, 0, 2));
        Assert.Equal("ab", new string(characters));
        Assert.Throws<InvalidCastException>(() => reader.GetBytes(1, 0, null, 0, 0));
        using var stream = reader.GetStream(0);
        Assert.Equal(3, stream.Length);
    }

    [Fact]
    public async Task A_value_without_a_current_row_is_an_error()
    {
        await using var fixture = ReaderFixture.Complete(null, """{"a":1}""");
        using var reader = await fixture.OpenAsync();

        Assert.Contains("There is no current row: call Read first. 0 rows were read.", Assert.Throws<InvalidOperationException>(() => reader.GetValue(0)).Message, StringComparison.Ordinal);
        while (reader.Read())
        {
            // To the end.
        }

        Assert.Contains("1 rows were read", Assert.Throws<InvalidOperationException>(() => reader.IsDBNull(0)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_data_table_loads_all_rows()
    {
        await using var fixture = ReaderFixture.Complete(AllTypes, AllValues, AllValues, """{"i":null}""");
        using var reader = await fixture.OpenAsync();
        using var table = new DataTable { Locale = CultureInfo.InvariantCulture };

        table.Load(reader);

        Assert.Equal((3, 12), (table.Rows.Count, table.Columns.Count));
        Assert.Equal(DBNull.Value, table.Rows[2]["n"]);
        Assert.Equal(OwoxDataReaderStatus.Verified, reader.Status);
    }

    [Fact]
    public async Task The_reader_can_be_enumerated()
    {
        await using var fixture = ReaderFixture.Complete(ReaderFixture.Field("a", "INTEGER"), """{"a":1}""", """{"a":2}""");
        using var reader = await fixture.OpenAsync();

        Assert.Equal([1L, 2L], reader.Cast<DbDataRecord>().Select(static record => record.GetInt64(0)));
    }

    [Fact]
    public async Task An_empty_result_has_columns_and_no_rows()
    {
        await using var fixture = ReaderFixture.Complete(ReaderFixture.Field("a", "INTEGER"));
        using var reader = await fixture.OpenAsync();

        Assert.Equal((1, false, OwoxDataReaderStatus.Verified), (reader.FieldCount, reader.HasRows, reader.Status));
        Assert.False(reader.Read());
        Assert.False(reader.NextResult());
    }

    [Fact]
    public async Task An_empty_result_without_a_schema_has_the_columns_of_the_record()
    {
        await using var fixture = new ReaderFixture(null, Replies.Rows("run-1"));
        fixture.Server.On(StreamFixture.RunPath, Replies.Json(StreamFixture.Record("SUCCESS", ""","additionalParams":{"httpData":{"rowCount":0,"completed":true,"columns":["x","y"]}}""")));
        using var reader = await fixture.OpenAsync();

        Assert.Equal(["x", "y"], [reader.GetName(0), reader.GetName(1)]);
    }

    [Theory]
    [InlineData("1234567890123456789012345678901234567890", "1234567890123456789012345678901234567890")]
    [InlineData("0.12345678901234567890123456789012345678", "0.12345678901234567890123456789012345678")]
    [InlineData("1.10", "1.10")]
    [InlineData(null, null)]
    public async Task Exact_numbers_can_be_read_as_text(string? sent, string? expected)
    {
        await using var fixture = ReaderFixture.Complete(ReaderFixture.Field("n", "BIGNUMERIC"), sent is null ? """{"n":null}""" : $$"""{"n":"{{sent}}"}""");
        using var reader = await fixture.OpenAsync(isExactAsText: true);

        Assert.True(reader.Read());
        Assert.Equal(typeof(string), reader.GetFieldType(0));
        Assert.Equal(expected, reader.IsDBNull(0) ? null : reader.GetString(0));
    }
}
