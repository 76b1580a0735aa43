using System.Text;
using Owox.Queries;
using Owox.Rows.Parsing;
using Xunit;

namespace Owox.Client.Tests.Queries;

public sealed class RowLayoutTests
{
    [Theory]
    [InlineData("id,address,address.city,total", "id,address,address.city,total")]
    [InlineData("id,address,total", "id,address,address.city,total")]
    [InlineData("address,total", "id,address,address.city,total")]
    [InlineData("total,id", "total,id,address,address.city")]
    [InlineData("", "id,address,address.city,total")]
    public void The_columns_of_the_first_row_are_completed_with_the_expected_columns(string first, string columns)
    {
        var layout = new RowLayout(["id", "address", "address.city", "total"], []);
        Assert.Equal(columns.Split(','), layout.Resolve(first.Split([','], StringSplitOptions.RemoveEmptyEntries)));
    }

    [Fact]
    public void A_column_of_the_schema_is_added()
    {
        var layout = new RowLayout(["id"], ["hidden"]);
        Assert.Equal(["hidden", "id"], layout.Resolve(["hidden", "id"]));

        var parser = new RowParser(layout);
        Parse(parser, """{"id":1}""");
        Parse(parser, """{"id":2,"hidden":3}""");
        Assert.Equal(["id", "hidden"], parser.Shape!.Columns);
    }

    [Fact]
    public void A_column_that_is_neither_in_the_query_nor_in_the_schema_is_rejected()
    {
        var layout = new RowLayout(["id"], []);
        Assert.Contains("'other'", Assert.Throws<FormatException>(() => layout.Resolve(["id", "other"])).Message, StringComparison.Ordinal);

        var parser = new RowParser(layout);
        Parse(parser, """{"id":1}""");
        Assert.Throws<FormatException>(() => Parse(parser, """{"id":1,"other":2}"""));
    }

    [Fact]
    public void Labels_of_aggregated_columns_are_allowed_if_the_query_aggregates()
    {
        Assert.Equal(["a", "b | NEW"], new RowLayout(["a"], []) { AllowsLabels = true }.Resolve(["a", "b | NEW"]));
        Assert.Equal(["a", "Row Count"], new RowLayout(["a"], []) { AllowsLabels = true }.Resolve(["a", "Row Count"]));
        Assert.Throws<FormatException>(() => new RowLayout(["a"], []).Resolve(["a", "b | NEW"]));
    }

    [Fact]
    public void Rows_that_omit_different_columns_are_read_correctly()
    {
        var parser = new RowParser(new RowLayout(["a", "b", "c"], []));
        string[] lines = ["""{"a":1,"c":3}""", """{"a":1,"b":2,"c":3}""", """{"c":3}""", """{"a":1,"b":"\u0041","c":3}""", """{"b":{"x":1}}""", "{}", """{"c":3,"a":1}"""];
        object?[][] values = [[1L, null, 3L], [1L, 2L, 3L], [null, null, 3L], [1L, "A", 3L], [null, null, null], [null, null, null], [1L, null, 3L]];
        for (var round = 0; round < 4; round++)
        {
            for (var i = 0; i < lines.Length; i++)
            {
                var block = Encoding.UTF8.GetBytes(lines[i] + "\n{\"next\":1}\n");
                if (parser.TryParseFirst(block) == 0)
                {
                    Parse(parser, lines[i]);
                }

                Assert.Equal(["a", "b", "c"], parser.Shape!.Columns);
                var row = (object?[])parser.Values.Clone();
                if (row[1] is NestedObject)
                {
                    row[1] = null;
                }

                Assert.Equal(values[i], row);
            }
        }
    }

    private static void Parse(RowParser parser, string line) => parser.Parse(Encoding.UTF8.GetBytes(line));
}
