using Owox.Http.Requests;
using Xunit;

namespace Owox.Client.Tests.Http;

public sealed class PathSegmentTests
{
    [Theory]
    [InlineData("6f1c2a54-0b7e-4d39-8a61-c5e0d9f3b201", "6f1c2a54-0b7e-4d39-8a61-c5e0d9f3b201")]
    [InlineData("a b?c#d", "a%20b%3Fc%23d")]
    [InlineData("v1.2", "v1.2")]
    [InlineData("é", "%C3%A9")]
    public void An_ID_is_encoded(string id, string segment) => Assert.Equal(segment, PathSegment.Encode(id));

    [Theory]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("...")]
    [InlineData(" .. ")]
    [InlineData("..;x")]
    [InlineData(";x")]
    [InlineData(" ")]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("%2e%2e")]
    [InlineData("a\u0000b")]
    [InlineData("a\r\nb")]
    public void An_ID_that_could_change_the_path_is_rejected(string id) =>
        Assert.Equal(ErrorReason.IdInvalid, Assert.Throws<OwoxConfigurationException>(() => PathSegment.Encode(id)).Reason);
}
