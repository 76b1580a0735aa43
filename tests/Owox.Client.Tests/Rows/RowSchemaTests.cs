using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Owox.Client.Tests.Rows;

public sealed class RowSchemaTests
{
    [Theory]
    [InlineData("id,name", "id,name")]
    [InlineData("id,ID", "id,ID_2")]
    [InlineData("id,id", "id,id_2")]
    [InlineData("id,ID,Id", "id,ID_2,Id_3")]
    [InlineData("id,ID,id_2", "id,ID_3,id_2")]
    [InlineData("id_2,id,ID", "id_2,id,ID_3")]
    [InlineData("id,ID,ID_2,id_3", "id,ID_4,ID_2,id_3")]
    [InlineData("a,A,a_2,A_2", "a,A_3,a_2,A_2_2")]
    [InlineData("É,é", "É,é_2")]
    public void Names_that_differ_only_in_case_become_unique(string sent, string columns)
    {
        var shape = new RowSchema(sent.Split(','));

        Assert.Equal(columns.Split(','), shape.Columns);
        Assert.Equal(sent.Split(','), shape.OriginalNames);
    }

    [Fact]
    public void Renamed_columns_are_reported()
    {
        var shape = new RowSchema(["id", "ID", "x"]);

        Assert.Equal([new RenamedColumn("ID", "ID_2", RenameReason.DiffersInCase)], shape.RenamedColumns);
    }

    [Theory]
    [InlineData("a,a", "a_2", RenameReason.Repeated)]
    [InlineData("psobject", "psobject_2", RenameReason.Reserved)]
    [InlineData("PSBase,psbase_2", "PSBase_3", RenameReason.Reserved)]
    [InlineData("PsShowComputerName", "PsShowComputerName_2", RenameReason.Reserved)]
    [InlineData(",a", "Column", RenameReason.Nameless)]
    public void The_reason_for_a_renamed_column_is_reported(string sent, string name, RenameReason reason)
    {
        var renamed = Assert.Single(new RowSchema(sent.Split(',')).RenamedColumns);
        Assert.Equal((name, reason), (renamed.Name, renamed.Reason));
    }

    [Fact]
    public void Column_names_are_always_unique()
    {
        var few = Gen.Elements("a", "A", "a_2", "A_2", "a_3", "b", "").ListOf().Select(static list => list.ToArray());
        Prop.ForAll(few.ToArbitrary(), static names =>
            {
                var columns = new RowSchema(names).Columns;
                return columns.Count == names.Length && columns.Distinct(StringComparer.OrdinalIgnoreCase).Count() == names.Length;
            })
            .QuickCheckThrowOnFailure();
    }
}
