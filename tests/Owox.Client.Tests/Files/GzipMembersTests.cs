using System.Globalization;
using System.IO.Compression;
using System.Text;
using Owox.Files.Gzip;
using Xunit;

namespace Owox.Client.Tests.Files;

public sealed class GzipMembersTests
{
    // Longer than a block and difficult to compress.
    private static readonly string Long = string.Concat(Enumerable.Range(0, 20_000).Select(static i => ((i * 2_654_435_761L) % 1_000_003).ToString("x", CultureInfo.InvariantCulture)));

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("a\n", "b\n", "", "c\n")]
    [InlineData("", "", "")]
    public void Complete_files_are_read(params string[] members) => Assert.Equal(string.Concat(members), Read(Zip(members)));

    [Fact]
    public void Long_members_are_read() => Assert.Equal(Long + Long, Read(Zip(Long, Long)));

    [Fact]
    public void A_header_with_names_and_a_checksum_is_skipped()
    {
        var plain = Zip("text");
        byte[] header = [0x1F, 0x8B, 8, 4 + 8 + 16 + 2, 0, 0, 0, 0, 0, 3, 2, 0, 9, 9, (byte)'n', 0, (byte)'c', (byte)'c', 0, 1, 1];

        Assert.Equal("text", Read([.. header, .. plain.Skip(10)]));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(5_000)]
    [InlineData(20_000)]
    public void A_truncated_file_is_detected(int missing)
    {
        var bytes = Zip("first\n", Long);

        AssertRejected(bytes.Take(bytes.Length - missing).ToArray());
    }

    [Theory]
    [InlineData("x")]
    [InlineData("date,revenue\n")]
    [InlineData("\u001f")]
    public void Bytes_after_the_end_are_detected(string more)
    {
        AssertRejected([.. Zip("text"), .. Encoding.UTF8.GetBytes(more)]);
        AssertRejected([.. Zip(Long), .. Encoding.UTF8.GetBytes(more)]);
    }

    [Fact]
    public void A_changed_byte_is_detected()
    {
        foreach (var at in new[] { 0, 2, 12, 3_000, Zip(Long).Length - 6 })
        {
            var bytes = Zip(Long);
            bytes[at] ^= 0x55;
            AssertRejected(bytes);
        }
    }

    private static void AssertRejected(byte[] bytes) => Assert.Throws<InvalidDataException>(() => Read(bytes));

    private static string Read(byte[] bytes)
    {
        using var source = new MemoryStream(bytes);
        using var content = new MemoryStream();
        GzipMembers.Read(source, (block, count) => content.Write(block, 0, count));
        return Encoding.UTF8.GetString(content.ToArray());
    }

    private static byte[] Zip(params string[] members)
    {
        using var bytes = new MemoryStream();
        foreach (var member in members)
        {
            using (var zip = new GZipStream(bytes, CompressionLevel.Fastest, leaveOpen: true))
            {
                var text = Encoding.UTF8.GetBytes(member);
                zip.Write(text, 0, text.Length);
            }

            if (member.Length == 0)
            {
                // GZipStream writes nothing for empty input.
                bytes.Write([0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0], 0, 20);
            }
        }

        return bytes.ToArray();
    }
}
