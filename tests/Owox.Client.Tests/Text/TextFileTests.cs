using System.Text;
using Owox.Text;
using Xunit;

namespace Owox.Client.Tests.Text;

public sealed class TextFileTests
{
    private const string Text = "OWOX_API_KEY=owox_key_abc\r\n# Schlüssel für ґ\r\n";

    public static TheoryData<string, Encoding> Encodings => new()
    {
        { "UTF-8", new UTF8Encoding(encoderShouldEmitUTF8Identifier: true) },
        { "UTF-16", new UnicodeEncoding(bigEndian: false, byteOrderMark: true) },
        { "UTF-16, big endian", new UnicodeEncoding(bigEndian: true, byteOrderMark: true) },
        { "UTF-32", new UTF32Encoding(bigEndian: false, byteOrderMark: true) },
        { "UTF-32, big endian", new UTF32Encoding(bigEndian: true, byteOrderMark: true) },
    };

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Text_is_decoded_with_and_without_a_byte_order_mark(string name, Encoding encoding)
    {
        Assert.Equal(Text, TextFile.Decode(encoding.GetBytes(Text)));
        Assert.Equal(Text, TextFile.Decode([.. encoding.GetPreamble(), .. encoding.GetBytes(Text)]));
        Assert.NotEmpty(name);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("=")]
    public void Short_text_is_decoded_as_UTF8(string text) => Assert.Equal(text, TextFile.Decode(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void An_invalid_byte_is_replaced_and_the_rest_is_decoded() =>
        Assert.StartsWith("OWOX_API_KEY=k # \uFFFD", TextFile.Decode(Encoding.Latin1.GetBytes("OWOX_API_KEY=k # é")), StringComparison.Ordinal);
}
