using Owox.Http.Proxy;
using Xunit;

namespace Owox.Client.Tests.Http;

public sealed class NoProxyVariableTests
{
    private static readonly Uri Origin = new("https://owox.example.com");

    [Theory]
    [InlineData("*", "it is not a host name")]
    [InlineData("*.example.com", "write .example.com")]
    [InlineData("owox.*", "each host name")]
    [InlineData("10.0.0.0/8", "without a mask")]
    [InlineData("https://owox.example.com", "the host name alone")]
    [InlineData("owox.example.com:443", "write owox.example.com, without the port")]
    [InlineData("a.example.com;b.example.com", "with commas")]
    [InlineData("a.example.com b.example.com", "with commas")]
    [InlineData("::1", "write [::1]")]
    [InlineData("example.com", "write .example.com for its subdomains")]
    public void An_entry_that_NET_ignores_is_reported_with_the_supported_form(string entry, string advice)
    {
        var said = Assert.Single(NoProxyVariable.Ignored($"other.test, {entry} ,.known.test", Origin));

        Assert.StartsWith($"'{entry}' (", said, StringComparison.Ordinal);
        Assert.Contains(advice, said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("owox.example.com")]
    [InlineData(".example.com")]
    [InlineData("other.test,127.0.0.1,[::1],localhost")]
    [InlineData("")]
    [InlineData(" , ,")]
    public void An_entry_that_NET_supports_is_not_reported(string value) => Assert.Empty(NoProxyVariable.Ignored(value, Origin).ToArray());
}
