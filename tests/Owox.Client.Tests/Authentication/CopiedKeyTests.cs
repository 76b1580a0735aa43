using Xunit;

namespace Owox.Client.Tests.Authentication;

public sealed class CopiedKeyTests
{
    [Theory]
    [InlineData("\u0016", "")]
    [InlineData("\"", "\"")]
    [InlineData("'", "'\n")]
    [InlineData("\u201C", "\u201D")]
    [InlineData("\u200B\u2060", "\u200E")]
    [InlineData("\uFEFF", "\0")]
    [InlineData("\u00A0", "\u2028")]
    [InlineData("\u001B", "\u00AD")]
    public void Invisible_characters_and_quotes_around_a_key_are_removed(string before, string after)
    {
        Assert.Equal(Secrets.KeyId, ApiKey.Parse(before + KeyText.With() + after).Id);
        var parts = ApiKey.FromParts(before + "https://h" + after, before + Secrets.KeyId + after, before + Secrets.KeySecret + after);
        Assert.Equal(Secrets.KeyId, parts.Id);
        Assert.Equal("https://h", parts.Origin.ToString());
    }

    [Theory]
    [InlineData("\r\n")]
    [InlineData("\u200B")]
    [InlineData(" \n  ")]
    public void Invisible_characters_inside_a_key_are_removed(string inside) =>
        Assert.Equal(Secrets.KeyId, ApiKey.Parse(KeyText.With().Insert(20, inside)).Id);

    [Theory]
    [InlineData("\u0435", "U+0435")]
    [InlineData("\u2026", "U+2026")]
    [InlineData("\uD83D\uDE00", "U+1F600")]
    [InlineData("!", "U+0021")]
    public void The_error_names_an_invalid_character_of_a_key(string other, string codePoint)
    {
        var error = Assert.Throws<OwoxConfigurationException>(() => ApiKey.Parse(KeyText.With().Insert(20, other)));

        Assert.Equal(ErrorReason.ApiKeyMalformed, error.Reason);
        Assert.Contains(codePoint, error.Message, StringComparison.Ordinal);
        Secrets.AssertNoneIn(error);
    }

    [Theory]
    [InlineData("\u0016", "U+0016 (Ctrl+V")]
    [InlineData("\"\"", "U+0022")]
    [InlineData("\u200B", "U+200B")]
    public void A_key_of_invisible_characters_is_empty_and_the_error_names_them(string text, string codePoint)
    {
        var error = Assert.Throws<OwoxConfigurationException>(() => ApiKey.Parse(text));

        Assert.Contains("it is empty", error.Message, StringComparison.Ordinal);
        Assert.Contains(codePoint, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://h\u200Bost", "U+200B")]
    [InlineData("https://h\0ost", "U+0000")]
    public void The_error_names_an_invisible_character_of_an_origin(string origin, string codePoint)
    {
        var error = Assert.Throws<OwoxConfigurationException>(() => ApiOrigin.Parse(origin));

        Assert.Equal(ErrorReason.OriginInvalid, error.Reason);
        Assert.Contains(codePoint, error.Message, StringComparison.Ordinal);
    }
}
