using Owox.Files.Incremental;
using Xunit;

namespace Owox.Client.Tests.Files;

public sealed class SeriesNameTests
{
    private const string Start = "2026-01-31T01:00:00.000Z";

    [Theory]
    [InlineData("/x/orders", false, "/x/orders.20260131T010000000Z.csv")]
    [InlineData("/x/orders.csv", false, "/x/orders.20260131T010000000Z.csv")]
    [InlineData("/x/orders.CSV.gz", false, "/x/orders.20260131T010000000Z.CSV.gz")]
    [InlineData("/x/orders.jsonl", false, "/x/orders.20260131T010000000Z.jsonl")]
    [InlineData("/x/orders.log", true, "/x/orders.20260131T010000000Z.log")]
    [InlineData("/x/orders.log.gz", true, "/x/orders.20260131T010000000Z.log.gz")]
    [InlineData("/x/sales 2026.10", false, "/x/sales 2026.10.20260131T010000000Z.csv")]
    [InlineData("/x.y/orders", true, "/x.y/orders.20260131T010000000Z.csv")]
    public void The_window_is_inserted_before_the_extension(string path, bool isFormatSpecified, string expected) =>
        Assert.Equal(expected, SeriesName.ForWindow(new FileExportOptions(path, RowFileFormat.Csv) { IsFormatSpecified = isFormatSpecified }, Start));

    [Fact]
    public void Compressed_files_without_an_extension_get_one() =>
        Assert.Equal("/x/orders.first.ndjson.gz", SeriesName.ForWindow(new FileExportOptions("/x/orders", RowFileFormat.Ndjson) { Compress = true }, from: null));

    [Theory]
    [InlineData("/x/inc.log")]
    [InlineData("/x/orders")]
    [InlineData("/x/orders.csv.gz")]
    public void Appended_rows_are_written_to_the_specified_file(string path) =>
        Assert.Equal(path, SeriesName.ForWindow(new FileExportOptions(path, RowFileFormat.Csv) { Append = true }, Start));

    [Theory]
    [InlineData("/x/orders", RowFileFormat.Ndjson, false, "/x/orders")]
    [InlineData("/x/orders.ndjson", RowFileFormat.Ndjson, false, "/x/orders")]
    [InlineData("/x/orders", RowFileFormat.Ndjson, true, "/x/orders.ndjson.gz")]
    [InlineData("/x/orders.ndjson.gz", RowFileFormat.Ndjson, true, "/x/orders.ndjson.gz")]
    [InlineData("/x/orders", RowFileFormat.Csv, false, "/x/orders.csv")]
    [InlineData("/x/orders.csv", RowFileFormat.Csv, false, "/x/orders.csv")]
    [InlineData("/x/orders.csv", RowFileFormat.Csv, true, "/x/orders.csv")]
    [InlineData("/x/sales 2026.10", RowFileFormat.Ndjson, false, "/x/sales 2026.10")]
    public void Targets_with_the_same_file_names_share_one_state(string path, RowFileFormat format, bool compress, string expected)
    {
        var target = new FileExportOptions(path, format) { Compress = compress };
        Assert.Equal(expected, SeriesName.Base(target));
        Assert.Equal(expected, SeriesName.BaseOfWindow(SeriesName.ForWindow(target, Start), target));
        Assert.Equal(expected, SeriesName.BaseOfWindow(SeriesName.ForWindow(target, "2026-01-31"), target));
        Assert.Equal(expected, SeriesName.BaseOfWindow(SeriesName.ForWindow(target, from: null), target));
    }

    [Theory]
    [InlineData("/x/orders.csv")]
    [InlineData("/x/orders.first")]
    [InlineData("/x/orders.first.gz")]
    [InlineData("/x/orders.2026.csv")]
    [InlineData("/x.first/orders.csv")]
    public void Other_names_do_not_contain_a_window(string path) =>
        Assert.Null(SeriesName.BaseOfWindow(path, new FileExportOptions(path, RowFileFormat.Csv)));
}
