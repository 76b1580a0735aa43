using FsCheck;
using FsCheck.Fluent;
using Owox.Text;
using Xunit;

namespace Owox.Client.Tests.Text;

public sealed class Base64UrlProperties
{
    [Fact]
    public void Encoded_bytes_are_unchanged_after_decoding() =>
        Prop.ForAll<byte[]>(static bytes => Base64Url.TryDecode(Base64Url.Encode(bytes)) is { } back && back.SequenceEqual(bytes))
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Encoded_text_needs_no_escaping_in_an_address() =>
        Prop.ForAll<byte[]>(static bytes => Uri.EscapeDataString(Base64Url.Encode(bytes)) == Base64Url.Encode(bytes))
            .QuickCheckThrowOnFailure();

    [Fact]
    public void The_encoding_follows_RFC_4648()
    {
        Assert.Equal("-_-_", Base64Url.Encode([0xFB, 0xFF, 0xBF]));
        Assert.Equal("Zg", Base64Url.Encode("f"u8.ToArray()));
        Assert.Equal("foo"u8.ToArray(), Base64Url.TryDecode("Zm9v"));
    }
}
