using Xunit;

namespace Owox.Client.Tests.Resources;

public sealed class InvalidDataMartResponseTests
{
    private const string Path = "/api/data-marts";

    [Theory]
    [InlineData(
        """{"items":[{"id":"1","title":"t","status":"s","storage":{"type":"x"}},{"title":"t","status":"s","storage":{"type":"x"}}]}""",
        "$.items[1].id")]
    [InlineData("""{"items":[{"id":"1","title":"t","storage":{"type":"x"}}]}""", "$.items[0].status")]
    [InlineData("""{"items":[{"id":"1","title":"t","status":"s"}]}""", "$.items[0].storage")]
    [InlineData("""{"items":[{"id":"1","title":"t","status":"s","storage":{"title":"x"}}]}""", "$.items[0].storage.type")]
    [InlineData(
        """{"items":[{"id":"1","title":"t","storage":{"type":"x"},"status":"s","contexts":[{"id":"1"},{"name":"n"}]}]}""",
        "$.items[0].contexts[1].id")]
    [InlineData("""{"items":[{"id":"1","status":"s","storage":{"type":"x"},"contexts":[{"id":"1"}]}]}""", "$.items[0].title")]
    [InlineData("""{"total":3}""", "$.items")]
    [InlineData("{}", "$.items")]
    public async Task The_error_contains_the_path_of_a_missing_required_field(string body, string path)
    {
        var error = await GetErrorAsync(Replies.Json(body));

        Assert.Contains($"it lacks the field {path}.", error.Message, StringComparison.Ordinal);
        Assert.StartsWith("The response to GET /api/data-marts cannot be used", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"items":[{"id":5,"title":"t","status":"s","storage":{"type":"x"}}]}""", "$.items[0].id")]
    [InlineData(
        """{"items":[{"id":"1","title":"t","status":"s","storage":{"type":"x"},"triggersCount":"many"}]}""",
        "$.items[0].triggersCount")]
    [InlineData(
        """{"items":[{"id":"1","title":"t","status":"s","storage":{"type":"x"},"createdAt":"yesterday"}]}""",
        "$.items[0].createdAt")]
    [InlineData("""{"items":[{"id":"1","title":"t","status":"s","storage":"x"}]}""", "$.items[0].storage")]
    [InlineData("""{"items":{}}""", "$.items")]
    [InlineData("""{"items":[],"total":1.5}""", "$.total")]
    public async Task The_error_contains_the_path_of_a_field_with_another_type(string body, string path)
    {
        var error = await GetErrorAsync(Replies.Json(body));

        Assert.Contains($"its field {path} has an unexpected value or type", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("text/html", "<html></html>", "its content type is 'text/html', not JSON")]
    [InlineData("application/json", "", "it is not JSON (line 1, byte 0)")]
    [InlineData("application/json", "{\"items\":\n[}", "it is not JSON (line 2, byte 1)")]
    [InlineData("application/json", "null", "cannot be used")]
    [InlineData("application/json", "[]", "cannot be used")]
    public async Task A_response_that_is_not_the_expected_JSON_is_an_error(string type, string body, string expected)
    {
        var error = await GetErrorAsync(Replies.Text(200, type, body));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_response_without_a_content_type_is_an_error() =>
        Assert.Contains(
            "its content type is 'none'", (await GetErrorAsync(Replies.Bytes(200, "{}"u8.ToArray()))).Message, StringComparison.Ordinal);

    private static async Task<OwoxApiException> GetErrorAsync(Reply reply)
    {
        await using var server = new ApiServer().On(Path, reply);
        var error = await Assert.ThrowsAsync<OwoxApiException>(
            async () => await server.Client().DataMarts.ListPagesAsync().FirstAsync(CancellationToken.None));
        Assert.Equal((ErrorReason.UnexpectedResponse, 200), (error.Reason, error.StatusCode));
        return error;
    }
}
