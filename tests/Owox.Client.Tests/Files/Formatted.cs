using System.Text;
using Owox.Files.Csv;
using Owox.Files.Formatting;
using Owox.Files.Json;
using Owox.Files.Streams;
using Owox.Queries;
using Owox.Rows.Reading;
using Xunit;

namespace Owox.Client.Tests.Files;

/// <summary>Returns the output of a formatter for the specified lines.</summary>
internal static class Formatted
{
    public static string Csv(CsvOptions options, params string[] lines) => Csv(options, existingHeader: null, columns: null, lines);

    public static string Csv(CsvOptions options, string? existingHeader, string[]? columns, params string[] lines) =>
        Of(buffer => new CsvFormatter(buffer, Target(RowFileFormat.Csv) with { Csv = options }, Bytes(existingHeader)), columns, lines);

    public static string Ndjson(string? existingLine, params string[] lines) =>
        Of(buffer => new NdjsonFormatter(buffer, Target(RowFileFormat.Ndjson), Bytes(existingLine)), columns: null, lines);

    public static string Json(params string[] lines) => Of(static buffer => new JsonFormatter(buffer), columns: null, lines);

    /// <summary>Formats rows whose columns are known before the first row.</summary>
    public static string Of(RowFileFormat format, RowLayout layout, params string[] lines) => Of(
        buffer =>
        {
            IRowFormatter formatter = format switch
            {
                RowFileFormat.Csv => new CsvFormatter(buffer, Target(format), existingHeader: null),
                RowFileFormat.Json => new JsonFormatter(buffer),
                _ => new NdjsonFormatter(buffer, Target(format), existingLine: null),
            };
            formatter.Expect(new ExpectedRows(layout));
            return formatter;
        },
        columns: null,
        lines);

    private static string Of(Func<BufferedByteWriter, IRowFormatter> make, string[]? columns, string[] lines)
    {
        using var bytes = new MemoryStream();
        var buffer = new BufferedByteWriter(bytes);
        var formatter = make(buffer);
        formatter.WriteStart();
        var whole = new LineBuffer();
        foreach (var line in lines)
        {
            whole.Advance(Encoding.UTF8.GetBytes(line + "\n", whole.GetWriteSegment()));
        }

        var rows = 0L;
        formatter.OnLines(whole, ref rows);
        Assert.Equal(lines.Length, rows);

        formatter.WriteEnd(columns);
        buffer.Flush();
        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    private static FileExportOptions Target(RowFileFormat format) => new("/nowhere/rows", format);

    private static byte[]? Bytes(string? text) => text is null ? null : Encoding.UTF8.GetBytes(text);
}
