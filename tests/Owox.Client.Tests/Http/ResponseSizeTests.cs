using System.IO.Compression;
using System.Text;
using Xunit;

namespace Owox.Client.Tests.Http;

public sealed class ResponseSizeTests
{
    private const string Path = "/api/auth/context";

    private static OwoxSessionOptions Small => Limits.Short with { MaxResponseBytes = 100_000 };

    [Fact]
    public async Task A_response_above_the_limit_is_an_error()
    {
        await using var server = new ApiServer().On(Path, Replies.Json($"{{\"userId\":\"{new string('x', 200_000)}\"}}"));

        AssertMessage(await Assert.ThrowsAsync<OwoxConnectionException>(() => server.Client(Small).Projects.GetAuthContextAsync(CancellationToken.None)), "larger than 0.1 MiB");
    }

    [Fact]
    public async Task The_limit_applies_to_the_decompressed_size()
    {
        using var body = new MemoryStream();
        using (var gzip = new GZipStream(body, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(Encoding.ASCII.GetBytes(new string(' ', 1_000_000)));
        }

        await using var server = new ApiServer().On(Path, Replies.Bytes(200, body.ToArray(), "Content-Type: application/json", "Content-Encoding: gzip"));

        AssertMessage(await Assert.ThrowsAsync<OwoxConnectionException>(() => server.Client(Small).Projects.GetAuthContextAsync(CancellationToken.None)), "larger than 0.1 MiB");
    }

    // Mono does not distinguish headers that are too large from a broken connection.
    [Fact]
    [Trait("Differs on", "Mono")]
    public async Task Headers_above_the_limit_are_an_error()
    {
        await using var server = new ApiServer().On(Path, Replies.Json("{}", 200, "X-Large: " + new string('x', 200_000)));

        AssertMessage(await Assert.ThrowsAsync<OwoxConnectionException>(() => server.Client(Small).Projects.GetAuthContextAsync(CancellationToken.None)), "headers");
    }

    private static void AssertMessage(OwoxConnectionException error, string expected)
    {
        Assert.Equal(ErrorReason.ResponseTooLarge, error.Reason);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }
}
