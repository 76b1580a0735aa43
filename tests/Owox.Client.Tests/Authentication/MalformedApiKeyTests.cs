using System.Text;
using Xunit;

namespace Owox.Client.Tests.Authentication;

public sealed class MalformedApiKeyTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" \r\n\t")]
    [InlineData("\uFEFF")]
    public void An_empty_value_is_rejected(string? text) => AssertRejected(text, "it is empty");

    [Theory]
    [InlineData("hush-HUSHMARKS-hush")]
    [InlineData("OWOX_KEY_HUSHMARKS")]
    [InlineData("Bearer owox_key_HUSHMARKS")]
    public void A_value_with_another_prefix_is_rejected(string text) => AssertRejected(text, "does not begin with 'owox_key_'");

    [Theory]
    [InlineData("owox_key_KEY SECRET!")]
    [InlineData("owox_key_HUSHMARKS+/")]
    [InlineData("owox_key_KEY\nSECRET")]
    [InlineData("\"owox_key_HUSHMARKS\"")]
    [InlineData("owox_key_abcde")]
    public void A_value_that_is_not_base64url_is_rejected(string text) => AssertRejected(text, "not base64url");

    [Fact]
    public void A_truncated_key_is_rejected()
    {
        var whole = KeyText.With();
        for (var length = 0; length < whole.Length; length++)
        {
            AssertRejected(whole[..length], "The API key is malformed");
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("HUSHMARKS")]
    [InlineData("""{"apiKeySecret":"HUSHMARKS" """)]
    [InlineData("""{"apiKeySecret":HUSHMARKS}""")]
    [InlineData("\"HUSHMARKS\"")]
    [InlineData("""["HUSHMARKS"]""")]
    [InlineData("null")]
    [InlineData("1")]
    public void A_value_that_is_not_a_JSON_object_is_rejected(string json) => AssertRejected(KeyText.Of(json), "not a JSON object");

    [Theory]
    [InlineData("""{"apiKeyId":"pmk_1","apiKeySecret":"HUSHMARKS"}""", "no origin")]
    [InlineData("""{"apiOrigin":"https://h","apiKeySecret":"HUSHMARKS"}""", "no API key ID")]
    [InlineData("""{"apiOrigin":"https://h","apiKeyId":"pmk_1"}""", "no secret")]
    [InlineData("""{"apiOrigin":" ","apiKeyId":"pmk_1","apiKeySecret":"HUSHMARKS"}""", "no origin")]
    [InlineData("""{"apiOrigin":"https://h","apiKeyId":"","apiKeySecret":"HUSHMARKS"}""", "no API key ID")]
    [InlineData("""{"apiOrigin":"https://h","apiKeyId":"pmk_1","apiKeySecret":"\n"}""", "no secret")]
    [InlineData("""{"ApiOrigin":"https://h","apiKeyId":"pmk_1","apiKeySecret":"HUSHMARKS"}""", "no origin")]
    [InlineData("{}", "no API key ID")]
    public void The_error_names_a_part_that_is_missing_or_blank(string json, string expected) => AssertRejected(KeyText.Of(json), expected);

    [Theory]
    [InlineData("""{"apiOrigin":1,"apiKeyId":"pmk_1","apiKeySecret":"HUSHMARKS"}""", "'apiOrigin' is not a string")]
    [InlineData("""{"apiOrigin":"https://h","apiKeyId":null,"apiKeySecret":"HUSHMARKS"}""", "'apiKeyId' is not a string")]
    [InlineData("""{"apiOrigin":"https://h","apiKeyId":"pmk_1","apiKeySecret":["HUSHMARKS"]}""", "'apiKeySecret' is not a string")]
    [InlineData("""{"apiOrigin":"https://h","apiKeyId":"pmk_1","apiKeySecret":"HUSHMARKS\ud800"}""", "'apiKeySecret' is not a string")]
    public void The_error_names_a_part_that_is_not_a_string(string json, string expected) => AssertRejected(KeyText.Of(json), expected);

    [Fact]
    public void Bytes_that_are_not_UTF8_are_rejected()
    {
        var bytes = Encoding.Latin1.GetBytes("""{"apiOrigin":"https://h","apiKeyId":"pmk_1","apiKeySecret":"HUSHMARKSé"}""");

        AssertRejected(KeyText.Of(bytes), "not a JSON object");
    }

    [Theory]
    [InlineData("pmk_1\r\nX-Evil: 1")]
    [InlineData("pmk_ 1")]
    [InlineData("pmk_é")]
    [InlineData("pmk_\0x")]
    public void An_ID_that_is_invalid_in_a_header_is_rejected(string id)
    {
        var error = Assert.Throws<OwoxConfigurationException>(() => ApiKey.FromParts("https://h", id, Secrets.KeySecret));

        Assert.Equal(ErrorReason.ApiKeyMalformed, error.Reason);
        Assert.Contains("which an ID cannot contain", error.Message, StringComparison.Ordinal);
        Secrets.AssertNoneIn(error);
    }

    [Theory]
    [InlineData("$(OWOX_API_KEY)")]
    [InlineData(" $(OWOX_API_KEY)\n")]
    public void A_pipeline_variable_that_was_not_expanded_has_a_separate_error(string text)
    {
        foreach (var parse in new Func<ApiKey>[]
        {
            () => ApiKey.Parse(text),
            () => ApiKey.FromParts(text, "pmk_1", "s"),
            () => ApiKey.FromParts("https://h", text, "s"),
            () => ApiKey.FromParts("https://h", "pmk_1", text),
        })
        {
            var error = Assert.Throws<OwoxConfigurationException>(parse);
            Assert.Equal(ErrorReason.VariableNotExpanded, error.Reason);
            Assert.Contains("'$(OWOX_API_KEY)'", error.Message, StringComparison.Ordinal);
            Assert.Contains("env: { OWOX_API_KEY: $(OWOX_API_KEY) }", error.Message, StringComparison.Ordinal);
        }
    }

    private static void AssertRejected(string? text, string expected)
    {
        var error = Assert.Throws<OwoxConfigurationException>(() => ApiKey.Parse(text));
        Assert.Equal(ErrorReason.ApiKeyMalformed, error.Reason);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Secrets.AssertNoneIn(error);
        var value = text?.Trim() ?? "";
        if (value.Length > ApiKey.Prefix.Length + 1)
        {
            Assert.DoesNotContain(value, error.ToString(), StringComparison.Ordinal);
        }
    }
}
