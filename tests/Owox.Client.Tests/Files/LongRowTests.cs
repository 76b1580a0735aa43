using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Owox.Files;
using Owox.Http.Options;
using Owox.Rows.Reading;
using Xunit;

namespace Owox.Client.Tests.Files;

/// <summary>Rows that are longer than the blocks in which a file is written.</summary>
public sealed class LongRowTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("owox-long-rows-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(RowFileFormat.Ndjson, false)]
    [InlineData(RowFileFormat.Json, false)]
    [InlineData(RowFileFormat.Csv, false)]
    [InlineData(RowFileFormat.Ndjson, true)]
    public async Task Long_rows_are_written_completely(RowFileFormat format, bool compress)
    {
        var path = Path.Combine(_folder, "rows");
        var lengths = new[] { 3, 262_140, 262_144, 300_001, 5, 1_000_003, 7 };
        using var file = new RowFileWriter(new FileExportOptions(path, format) { Compress = compress }, new ClientTimings());
        var lines = new LineBuffer();
        var rows = 0L;
        foreach (var length in lengths)
        {
            Send($"{{\"a\":\"{new string('x', length)}\"}}\n", lines, file, ref rows);
        }

        await file.CompleteAsync(columns: null);
        await file.ReplaceTargetAsync(TestContext.Current.CancellationToken);
        Assert.Equal(lengths.Length, rows);
        Assert.Equal(file.Bytes, new FileInfo(path).Length);
        Assert.Equal(Hash(path), file.Sha256);
        if (!compress)
        {
            Assert.Equal(lengths, Texts(path, format));
        }
    }

    private static void Send(string text, LineBuffer lines, RowFileWriter file, ref long rows)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        for (var at = 0; at < bytes.Length;)
        {
            var free = lines.GetWriteSegment();
            var count = Math.Min(free.Count, bytes.Length - at);
            Array.Copy(bytes, at, free.Array!, free.Offset, count);
            lines.Advance(count);
            file.OnLines(lines, ref rows);
            at += count;
        }
    }

    private static int[] Texts(string path, RowFileFormat format) => File.ReadAllLines(path)
        .Skip(format == RowFileFormat.Csv ? 1 : 0)
        .Select(static line => line.Count(static letter => letter == 'x'))
        .Where(static count => count > 0)
        .ToArray();

    private static string Hash(string path)
    {
        using var sha = SHA256.Create();
        return string.Concat(sha.ComputeHash(File.ReadAllBytes(path)).Select(static b => b.ToString("X2", CultureInfo.InvariantCulture)));
    }
}
