using Xunit;

namespace Owox.Client.Tests.Authentication;

public sealed class ApiKeyTests
{
    [Fact]
    public void A_key_contains_the_origin_the_ID_and_the_secret()
    {
        var key = ApiKey.Parse(KeyText.With());

        Assert.Equal("https://app.owox.com", key.Origin.ToString());
        Assert.Equal(Secrets.KeyId, key.Id);
        Assert.Equal(Secrets.KeySecret, key.Secret);
    }

    [Theory]
    [InlineData("\n{0}\r\n")]
    [InlineData("  {0}\t")]
    [InlineData("\uFEFF{0}")]
    [InlineData("{0}\uFEFF\n")]
    public void White_space_and_byte_order_marks_around_a_key_are_removed(string around)
    {
        var key = ApiKey.Parse(string.Format(System.Globalization.CultureInfo.InvariantCulture, around, KeyText.With()));

        Assert.Equal(Secrets.KeySecret, key.Secret);
    }

    [Fact]
    public void A_key_with_padding_is_accepted()
    {
        var text = KeyText.With(secret: "1");
        var padded = text + new string('=', (4 - ((text.Length - ApiKey.Prefix.Length) % 4)) % 4);
        Assert.EndsWith("=", padded, StringComparison.Ordinal);

        Assert.Equal("1", ApiKey.Parse(padded).Secret);
    }

    [Fact]
    public void Unknown_fields_are_ignored()
    {
        var text = KeyText.Of("""{"version":2,"apiKeyId":"pmk_x","apiKeySecret":"y","apiOrigin":"https://h"}""");

        Assert.Equal("pmk_x", ApiKey.Parse(text).Id);
    }

    [Fact]
    public void ToString_returns_the_ID()
    {
        var key = ApiKey.Parse(KeyText.With());

        Assert.Equal(Secrets.KeyId, key.ToString());
        Assert.Equal(Secrets.KeyId, $"{key}");
    }

    [Fact]
    public void A_key_can_be_created_from_its_parts()
    {
        var key = ApiKey.FromParts(" https://app.owox.com:8443 \n", " pmk_1 ", " s \n");

        Assert.Equal(("https://app.owox.com:8443", "pmk_1", "s"), (key.Origin.ToString(), key.Id, key.Secret));
    }

    [Fact]
    public void A_key_for_an_origin_without_TLS_is_rejected_unless_it_is_allowed()
    {
        var text = KeyText.With(origin: "http://owox.example");

        var error = Assert.Throws<OwoxConfigurationException>(() => ApiKey.Parse(text));

        Assert.Equal(ErrorReason.OriginInvalid, error.Reason);
        Secrets.AssertNoneIn(error);
        Assert.Equal("http://owox.example", ApiKey.Parse(text, allowUnencrypted: true).Origin.ToString());
    }
}
