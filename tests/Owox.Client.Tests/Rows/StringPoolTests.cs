using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Owox.Rows.Parsing;
using Xunit;

namespace Owox.Client.Tests.Rows;

public sealed class StringPoolTests
{
    [Fact]
    public void Strings_are_independent_of_the_surrounding_bytes()
    {
        var cache = new StringPool();
        var texts = Gen.Elements("", "a", "b", "\0", "a\0", "é", "日本", "12345678", "123456789", "1234567890123456", "12345678901234567", "🚀🚀🚀🚀");
        Prop.ForAll(Gen.ArrayOf(texts, 3).ToArbitrary(), parts =>
            {
                var before = Encoding.UTF8.GetBytes(parts[0]);
                var text = Encoding.UTF8.GetBytes(parts[1]);
                byte[] bytes = [.. before, .. text, .. Encoding.UTF8.GetBytes(parts[2])];
                return cache.Get(bytes, before.Length, text.Length) == parts[1];
            })
            .QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Any_number_of_different_strings_is_correct()
    {
        var cache = new StringPool();
        for (var turn = 0; turn < 3; turn++)
        {
            for (var i = 0; i < 5_000; i++)
            {
                var bytes = Encoding.UTF8.GetBytes($"{i}                ");
                Assert.Equal($"{i}", cache.Get(bytes, 0, $"{i}".Length));
            }
        }
    }

    [Fact]
    public void Equal_short_strings_are_the_same_instance()
    {
        var cache = new StringPool();
        Assert.Same(cache.Get("Spain, and what follows"u8, 0, 5), cache.Get("Spain... and other bytes"u8, 0, 5));
    }
}
