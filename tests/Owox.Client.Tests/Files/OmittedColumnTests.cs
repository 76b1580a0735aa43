using Owox.Queries;
using Xunit;

namespace Owox.Client.Tests.Files;

/// <summary>Rows that omit columns, in all file formats.</summary>
public sealed class OmittedColumnTests
{
    private static readonly RowLayout Layout = new(["id", "address", "address.city", "total"], ["hidden"]);

    [Fact]
    public void A_file_has_all_columns_even_if_no_row_has_them_all()
    {
        string[] lines = ["""{"id":1,"address":null,"total":"1.50"}""", """{"id":2,"address":null}""", "{}"];

        Assert.Equal("id,address,address.city,total\r\n1,,,1.50\r\n2,,,\r\n,,,\r\n", Formatted.Of(RowFileFormat.Csv, Layout, lines));
        string[] rows =
        [
            """{"id":1,"address":null,"address.city":null,"total":"1.50"}""", """{"id":2,"address":null,"address.city":null,"total":null}""",
            """{"id":null,"address":null,"address.city":null,"total":null}""",
        ];
        Assert.Equal(string.Concat(rows.Select(static row => row + "\n")), Formatted.Of(RowFileFormat.Ndjson, Layout, lines));
        Assert.Equal($"[\n{string.Join(",\n", rows)}\n]\n", Formatted.Of(RowFileFormat.Json, Layout, lines));
    }

    [Fact]
    public void Complete_rows_are_written_byte_for_byte_and_values_are_unchanged()
    {
        string[] whole = ["""{ "id":1.0, "address":{"city":"\u0041"},"address.city":"\u0041","total":"1.50" }""", """{"id":2,"address":null,"address.city":null,"total":3}"""];
        string[] part = ["""{"total": 1e2 ,"address":{"a": [1, 2]}}"""];
        var expected = string.Concat(whole.Append("""{"id":null,"address":{"a": [1, 2]},"address.city":null,"total":1e2}""").Concat(whole).Select(static row => row + "\n"));

        Assert.Equal(expected, Formatted.Of(RowFileFormat.Ndjson, Layout, [.. whole, .. part, .. whole]));
    }

    [Fact]
    public void A_file_without_rows_has_a_header() => Assert.Equal("id,address,address.city,total\r\n", Formatted.Of(RowFileFormat.Csv, Layout));

    [Theory]
    [InlineData(RowFileFormat.Csv)]
    [InlineData(RowFileFormat.Json)]
    [InlineData(RowFileFormat.Ndjson)]
    public void A_column_that_is_neither_in_the_query_nor_in_the_schema_is_rejected(RowFileFormat format)
    {
        const string Row = """{"id":1,"address":null,"address.city":null,"total":1}""";
        Assert.Throws<FormatException>(() => Formatted.Of(format, Layout, """{"id":1,"other":2}"""));
        Assert.Throws<FormatException>(() => Formatted.Of(format, Layout, Row, Row, """{"id":1,"other":2}"""));
        Assert.Contains("hidden", Formatted.Of(format, Layout, """{"id":1,"hidden":2}"""), StringComparison.Ordinal);
    }

    [Fact]
    public void If_the_layout_is_unknown_rows_are_completed_with_the_previous_columns() =>
        Assert.Equal(
            "{\"a\":1}\n{\"a\":3,\"b\":2}\n{\"a\":null,\"b\":4}\n",
            Formatted.Of(RowFileFormat.Ndjson, RowLayout.Unknown, """{"a":1}""", """{"b":2,"a":3}""", """{"b":4}"""));
}
