using System.Net;
using System.Text;
using Owox.Redaction;
using Owox.Text;
using Xunit;

namespace Owox.Client.Tests.Redaction;

public sealed class KnownSecretsTests
{
    private const string Secret = """Tr0ub4dor&3+"/<é>'""";

    public static TheoryData<string, string> Forms => new()
    {
        { "raw", Secret },
        { "upper case", Secret.ToUpperInvariant() },
        { "base64", Convert.ToBase64String(Utf8(Secret)) },
        { "base64url", Base64Url.Encode(Utf8(Secret)) },
        { "base64 of a longer text", Convert.ToBase64String(Utf8("me:" + Secret + "!")) },
        { "base64 at another offset", Convert.ToBase64String(Utf8("user:" + Secret)) },
        { "base64 of UTF-16", Convert.ToBase64String(Encoding.Unicode.GetBytes("x" + Secret)) },
        { "hexadecimal", Convert.ToHexString(Utf8(Secret)) },
        { "hexadecimal of UTF-16", BitConverter.ToString(Encoding.Unicode.GetBytes(Secret)) },
        { "JSON of .NET", System.Text.Json.JsonSerializer.Serialize(Secret) },
        { "JSON of Windows PowerShell", """Tr0ub4dor\u00263+\u0022\/\u003c\u00e9\u003e\u0027""" },
        { "JSON in JSON", System.Text.Json.JsonSerializer.Serialize(System.Text.Json.JsonSerializer.Serialize(Secret)) },
        { "URL-encoded", Uri.EscapeDataString(Secret) },
        { "URL-encoded twice", Uri.EscapeDataString(Uri.EscapeDataString(Secret)) },
        { "HTML", WebUtility.HtmlEncode(Secret) },
        { "two lines", Secret.Insert(7, "\n    ") },
        { "base64 in two lines", Convert.ToBase64String(Utf8(Secret)).Insert(9, "\r\n") },
    };

    [Theory]
    [MemberData(nameof(Forms))]
    public void A_secret_is_redacted_in_each_encoding(string form, string text)
    {
        KnownSecrets.Add(Secret);

        Assert.Matches("^before [^ ]{0,12}[*]{3}[^ ]{0,12} after$", KnownSecrets.Redact($"before {text} after"));
        Assert.NotEmpty(form);
    }

    [Fact]
    public void Other_text_is_unchanged()
    {
        KnownSecrets.Add(Secret);
        const string text = "100 % of \\server\\share & more; see %TEMP% and \\u12 &copy; &nothing";

        Assert.Equal(text, KnownSecrets.Redact(text));
    }

    [Fact]
    public void A_short_secret_is_redacted_only_if_it_is_specified()
    {
        KnownSecrets.Add("seven77");

        Assert.Equal("seven77", KnownSecrets.Redact("seven77"));
        Assert.Equal("***", KnownSecrets.Redact("seven77", ["seven77", ""]));
    }

    [Theory]
    [InlineData("same-start-of-one", "same-start-of-two", "SAME-START-OF-TWO, same-start-of-one", "***, ***")]
    [InlineData("part-of-another", "part-of-another-secret", "Part-of-another-secret", "***")]
    [InlineData("first-overlap-", "-overlap-second", "first-overlap-second", "***")]
    [InlineData("\uD801\uDC00\uD801\uDC01-deseret", "unused-secret", "\uD801\uDC00\uD801\uDC01-DESERET unused", "*** unused")]
    [InlineData("straße-Öl", "unused-secret", "STRAßE-ÖL", "***")]
    public void Secrets_that_share_characters_are_redacted(string one, string two, string text, string expected)
    {
        KnownSecrets.Add(one);
        KnownSecrets.Add(two);

        Assert.Equal(expected, KnownSecrets.Redact(text));
    }

    [Fact]
    public void The_most_recently_used_secrets_are_kept()
    {
        KnownSecrets.Add("stays-known-because-used");
        foreach (var i in Enumerable.Range(0, 700))
        {
            KnownSecrets.Add($"one-of-many-secrets-{i}");
            KnownSecrets.Add("stays-known-because-used");
        }

        Assert.Equal("***", KnownSecrets.Redact("stays-known-because-used"));
        Assert.Equal("***", KnownSecrets.Redact("one-of-many-secrets-699"));
        Assert.Equal("one-of-many-secrets-0", KnownSecrets.Redact("one-of-many-secrets-0"));
    }

    [Fact]
    public void An_error_and_its_inner_exceptions_contain_no_secret()
    {
        KnownSecrets.Add(Secret);

        var error = new OwoxConfigurationException(
            ErrorReason.RequestInvalid, $"a {Secret}", new InvalidOperationException($"b {Secret}", new AggregateException(new FormatException("c"), new FormatException($"d {Secret}"))));

        Assert.Equal("a ***", error.Message);
        Assert.DoesNotContain(Secret, error.ToString(), StringComparison.Ordinal);
        Assert.Contains("System.InvalidOperationException: b ***", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_inner_exception_without_a_secret_is_kept()
    {
        var inner = new InvalidOperationException("plain");

        Assert.Same(inner, new OwoxConfigurationException(ErrorReason.RequestInvalid, "m", inner).InnerException);
    }

    [Theory]
    [InlineData("Cannot convert \"@{name=pmk_1; clientSecret=abc123}\"", "Cannot convert \"@{name=pmk_1; clientSecret=***}\"")]
    [InlineData("@{apiKey=owox_key_eyJhIjoxfQ; name=x}", "@{apiKey=***; name=x}")]
    [InlineData("""{"password":"p","token":null,"n":1}""", """{"password":"***","token":null,"n":1}""")]
    [InlineData("x-owox-authorization: Bearer abcdef0123456789", "x-owox-authorization: Bearer ***")]
    [InlineData("Proxy-Authorization: Basic bWU6c2VjcmV0LXB3", "Proxy-Authorization: Basic ***")]
    [InlineData("Server=db;Password='a b';Port=1", "Server=db;Password='***';Port=1")]
    [InlineData("a{b}: @{ StartDate = 1 }", "a{b}: @{ StartDate = 1 }")]
    [InlineData("The secret 'owox' was not found. Basic auth is off", "The secret 'owox' was not found. Basic auth is off")]
    public void A_value_whose_name_indicates_a_secret_is_redacted(string text, string expected) => Assert.Equal(expected, ServerTextSanitizer.Sanitize(text, []));

    [Theory]
    [InlineData("##vso[task.setvariable]x")]
    [InlineData("::set-env name=x::y")]
    [InlineData("a\n::stop-commands::y")]
    [InlineData("##teamcity[message text='x']")]
    public void A_command_for_a_pipeline_agent_is_neutralized(string text) =>
        Assert.DoesNotMatch("##vso|##teamcity|(^|\\s)::", ServerTextSanitizer.Sanitize(text, []));

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
