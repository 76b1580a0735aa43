using Xunit;

namespace Owox.Client.Tests.Http;

public sealed class ApiOriginTests
{
    [Theory]
    [InlineData("https://app.owox.com", "https://app.owox.com")]
    [InlineData("https://app.owox.com/", "https://app.owox.com")]
    [InlineData("HTTPS://App.Owox.Com:443", "https://app.owox.com")]
    [InlineData("https://owox.example:8443", "https://owox.example:8443")]
    [InlineData("http://localhost:3000", "http://localhost:3000")]
    [InlineData("http://127.0.0.1:3000/", "http://127.0.0.1:3000")]
    [InlineData("http://[::1]:3000", "http://[::1]:3000")]
    [InlineData("http://loopback:3000", "http://localhost:3000")]
    public void Https_and_http_on_loopback_are_accepted(string text, string printed) =>
        Assert.Equal(printed, ApiOrigin.Parse(text).ToString());

    [Theory]
    [InlineData("http://owox.example")]
    [InlineData("http://10.0.0.1:3000")]
    [InlineData("http://localhost.example")]
    [InlineData("http://127.0.0.1.example")]
    public void Http_on_other_hosts_is_rejected_unless_it_is_allowed(string text)
    {
        var error = Assert.Throws<OwoxConfigurationException>(() => ApiOrigin.Parse(text));

        Assert.Equal(ErrorReason.OriginInvalid, error.Reason);
        Assert.Contains("not encrypted", error.Message, StringComparison.Ordinal);
        Assert.Equal(ErrorOption.AllowUnencrypted, error.Option);
        Assert.Equal(text, ApiOrigin.Parse(text, allowUnencrypted: true).ToString());
    }

    [Theory]
    [InlineData("https://app.owox.com/api", "a path, a query or a fragment")]
    [InlineData("https://app.owox.com/?a=HUSHMARKS", "a path, a query or a fragment")]
    [InlineData("https://app.owox.com/#HUSHMARKS", "a path, a query or a fragment")]
    [InlineData("https://user:HUSHMARKS@app.owox.com", "a user name or a password")]
    [InlineData("https://user@app.owox.com", "a user name or a password")]
    [InlineData("app.owox.com", "not an http or https address")]
    [InlineData("ftp://app.owox.com", "not an http or https address")]
    [InlineData("file:///etc/passwd", "not an http or https address")]
    [InlineData("https://", "not an http or https address")]
    [InlineData("", "not an http or https address")]
    public void An_address_that_is_not_an_origin_is_always_rejected(string text, string expected)
    {
        foreach (var allowed in new[] { false, true })
        {
            var error = Assert.Throws<OwoxConfigurationException>(() => ApiOrigin.Parse(text, allowed));
            Assert.Equal(ErrorReason.OriginInvalid, error.Reason);
            Assert.Contains(expected, error.Message, StringComparison.Ordinal);
            Secrets.AssertNoneIn(error);
        }
    }

    [Fact]
    public void Origins_with_the_same_scheme_host_and_port_are_equal()
    {
        var one = ApiOrigin.Parse("https://app.owox.com");

        Assert.Equal(one, ApiOrigin.Parse("HTTPS://APP.owox.com:443/"));
        Assert.Equal(one.GetHashCode(), ApiOrigin.Parse("HTTPS://APP.owox.com:443/").GetHashCode());
        Assert.NotEqual(one, ApiOrigin.Parse("https://app.owox.com:444"));
    }
}
