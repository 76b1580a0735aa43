using System.Text;
using Owox.Files;
using Owox.Http.Options;
using Owox.Rows.Reading;
using Xunit;

namespace Owox.Client.Tests.Files;

public sealed class AppendedHeaderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("owox-append-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("""{"line\none":1,"b":2}""", false)]
    [InlineData("""{"line\r\n\"one\"\n":1,"b":2}""", false)]
    [InlineData("""{"\n":1,"b, \"\"":2}""", true)]
    public async Task A_line_break_in_a_name_does_not_end_the_header(string line, bool compress)
    {
        var target = new FileExportOptions(Path.Combine(_folder, "rows.csv"), RowFileFormat.Csv) { Append = true, Compress = compress };
        await WriteAsync(target, line);
        var once = File.ReadAllBytes(target.Path);
        await WriteAsync(target, line);

        var twice = File.ReadAllBytes(target.Path);
        Assert.True(twice.AsSpan().StartsWith(once));
        if (!compress)
        {
            Assert.Equal(Encoding.UTF8.GetString(once) + "1,2\r\n", Encoding.UTF8.GetString(twice));
        }
    }

    [Fact]
    public async Task Names_that_differ_after_a_line_break_are_different_columns()
    {
        var target = new FileExportOptions(Path.Combine(_folder, "rows.csv"), RowFileFormat.Csv) { Append = true };
        await WriteAsync(target, """{"a\nb":1}""");
        var error = await Assert.ThrowsAsync<OwoxFileException>(() => WriteAsync(target, """{"a\nc":1}"""));
        Assert.Equal(ErrorReason.FileWriteFailed, error.Reason);
    }

    [Theory]
    [InlineData("\"a\",\"b, c\",\"d\"\"e\"\r\n", "1,2,3\r\n")]
    [InlineData("a,\"b, c\",\"d\"\"e\"\n", "1,2,3\n")]
    [InlineData("\uFEFFa,\"b, c\",\"d\"\"e\"\r\n", "1,2,3\r\n")]
    public async Task A_header_that_another_program_wrote_is_parsed_as_CSV(string header, string row)
    {
        var target = new FileExportOptions(Path.Combine(_folder, "rows.csv"), RowFileFormat.Csv) { Append = true };
        File.WriteAllText(target.Path, header);
        await WriteAsync(target, """{"a":1,"b, c":2,"d\"e":3}""");
        Assert.Equal(Encoding.UTF8.GetBytes(header + row), File.ReadAllBytes(target.Path));
    }

    [Theory]
    [InlineData("\"a\",\"b\"\r\n")]
    [InlineData("\"a\",\"b, c\",\"d\"\"e\",\r\n")]
    [InlineData("a,\"b, c\",\"d\"\"E\"\r\n")]
    [InlineData("a;\"b, c\";\"d\"\"e\"\r\n")]
    [InlineData("\"b, c\",a,\"d\"\"e\"\r\n")]
    public async Task A_header_with_different_columns_is_rejected(string header)
    {
        var target = new FileExportOptions(Path.Combine(_folder, "rows.csv"), RowFileFormat.Csv) { Append = true };
        File.WriteAllText(target.Path, header);
        await Assert.ThrowsAsync<OwoxFileException>(() => WriteAsync(target, """{"a":1,"b, c":2,"d\"e":3}"""));
        Assert.Equal(header, File.ReadAllText(target.Path));
    }

    private static async Task WriteAsync(FileExportOptions target, string line)
    {
        using var file = new RowFileWriter(target, new ClientTimings());
        var lines = new LineBuffer();
        lines.Advance(Encoding.UTF8.GetBytes(line + "\n", lines.GetWriteSegment()));
        var rows = 0L;
        file.OnLines(lines, ref rows);
        await file.CompleteAsync(columns: null);
        await file.ReplaceTargetAsync(TestContext.Current.CancellationToken);
    }
}
