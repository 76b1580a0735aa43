using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Owox.Rows.Reading;
using Xunit;

namespace Owox.Client.Tests.Rows;

public sealed class LineBufferTests
{
    private const string Text = "{\"a\":1}\n\n{\"b\":\"日本\u2028\uFEFF\"}\n \n{\"c\":[1,2]}\nrest";
    private static readonly int[] Lengths = [1, 300_000, 0, 262_143, 262_144, 262_145, 900_000, 3];
    private static readonly string[] Lines = ["{\"a\":1}", "", "{\"b\":\"日本\u2028\uFEFF\"}", " ", "{\"c\":[1,2]}"];

    [Fact]
    public void Text_split_at_any_byte_has_the_same_lines()
    {
        var bytes = Encoding.UTF8.GetBytes(Text);
        for (var at = 0; at <= bytes.Length; at++)
        {
            var (lines, pending) = Read(bytes[..at], bytes[at..]);
            Assert.Equal(Lines, lines);
            Assert.Equal("rest".Length, pending);
        }
    }

    [Fact]
    public void Text_that_arrives_byte_by_byte_has_the_same_lines() =>
        Assert.Equal(Lines, Read([.. Encoding.UTF8.GetBytes(Text).Select(static b => new[] { b })]).Lines);

    [Fact]
    public void Text_split_into_any_blocks_has_the_same_lines()
    {
        var pieces = Gen.ArrayOf(Gen.ArrayOf(Gen.Elements((byte)'\n', (byte)'a', (byte)0xC3, (byte)0, (byte)'\r')));
        Prop.ForAll(pieces.ToArbitrary(), static parts =>
            {
                var whole = Encoding.Latin1.GetString(parts.SelectMany(static part => part).ToArray()).Split('\n');
                var (lines, pending) = Read(Encoding.Latin1, parts);
                return lines.SequenceEqual(whole[..^1]) && pending == whole[^1].Length;
            })
            .QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7_919)]
    [InlineData(131_072)]
    public void Lines_longer_than_the_buffer_are_complete(int unit)
    {
        var lines = Lengths
            .Select((length, i) => new string((char)('a' + i), unit == 1 ? length / 100 : length))
            .ToArray();
        var bytes = Encoding.UTF8.GetBytes(string.Concat(lines.Select(static line => line + "\n")));

        var (read, pending) = Read(bytes.Chunk(unit).ToArray());

        Assert.Equal(lines, read);
        Assert.Equal(0, pending);
    }

    private static (List<string> Lines, int Pending) Read(params byte[][] pieces) => Read(Encoding.UTF8, pieces);

    private static (List<string> Lines, int Pending) Read(Encoding encoding, byte[][] pieces)
    {
        var buffer = new LineBuffer();
        var lines = new List<string>();
        foreach (var piece in pieces)
        {
            var free = buffer.GetWriteSegment();
            piece.CopyTo(free.AsSpan());
            buffer.Advance(piece.Length);
            while (buffer.TryRead(out var line))
            {
                lines.Add(encoding.GetString(line));
            }
        }

        return (lines, buffer.Pending);
    }
}
