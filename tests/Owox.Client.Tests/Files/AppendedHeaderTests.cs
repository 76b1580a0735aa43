using System;
using System.IO;
using System.Text;
using Owox.Files;
using Owox.Streaming;
using Xunit;

namespace Owox.Client.Tests;

public sealed class AppendedHeaderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("owox-append-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("""{"line\none":1,"b":2}""", false)]
    [InlineData("""{"line\r\n\"one\"\n":1,"b":2}""", false)]
    [InlineData("""{"\n":1,"b, \"\"":2}""", true)]
    public void A_line_break_in_a_name_does_not_end_the_header(string line, bool compress)
    {
        var target = new ExportTarget(Path.Combine(_folder, "rows.csv"), RowFileFormat.Csv) { Append = true, Compress = compress };
        Write(target, line);
        var once = File.ReadAllBytes(target.Path);
        Write(target, line);

        var twice = File.ReadAllBytes(target.Path);
        Assert.True(twice.AsSpan().StartsWith(once));
        if (!compress)
        {
            Assert.Equal(Encoding.UTF8.GetString(once) + "1,2\r\n", Encoding.UTF8.GetString(twice));
        }
    }

    [Fact]
    public void Another_name_behind_a_line_break_is_another_column()
    {
        var target = new ExportTarget(Path.Combine(_folder, "rows.csv"), RowFileFormat.Csv) { Append = true };
        Write(target, """{"a\nb":1}""");
        var refused = Assert.Throws<OwoxFileException>(() => Write(target, """{"a\nc":1}"""));
        Assert.Equal(ErrorReason.FileNotWritten, refused.Reason);
    }

    [Theory]
    [InlineData("\"a\",\"b, c\",\"d\"\"e\"\r\n", "1,2,3\r\n")]
    [InlineData("a,\"b, c\",\"d\"\"e\"\n", "1,2,3\n")]
    [InlineData("\uFEFFa,\"b, c\",\"d\"\"e\"\r\n", "1,2,3\r\n")]
    public void A_header_of_another_writer_is_read_as_CSV(string header, string row)
    {
        var target = new ExportTarget(Path.Combine(_folder, "rows.csv"), RowFileFormat.Csv) { Append = true };
        File.WriteAllText(target.Path, header);
        Write(target, """{"a":1,"b, c":2,"d\"e":3}""");
        Assert.Equal(Encoding.UTF8.GetBytes(header + row), File.ReadAllBytes(target.Path));
    }

    [Theory]
    [InlineData("\"a\",\"b\"\r\n")]
    [InlineData("\"a\",\"b, c\",\"d\"\"e\",\r\n")]
    [InlineData("a,\"b, c\",\"d\"\"E\"\r\n")]
    [InlineData("a;\"b, c\";\"d\"\"e\"\r\n")]
    [InlineData("\"b, c\",a,\"d\"\"e\"\r\n")]
    public void Other_columns_of_another_writer_are_refused(string header)
    {
        var target = new ExportTarget(Path.Combine(_folder, "rows.csv"), RowFileFormat.Csv) { Append = true };
        File.WriteAllText(target.Path, header);
        Assert.Throws<OwoxFileException>(() => Write(target, """{"a":1,"b, c":2,"d\"e":3}"""));
        Assert.Equal(header, File.ReadAllText(target.Path));
    }

    private static void Write(ExportTarget target, string line)
    {
        using var file = new RowFile(target);
        var lines = new LineBuffer();
        lines.Added(Encoding.UTF8.GetBytes(line + "\n", lines.Free()));
        var rows = 0L;
        file.OnLines(lines, ref rows);
        file.Finish(columns: null);
    }
}
