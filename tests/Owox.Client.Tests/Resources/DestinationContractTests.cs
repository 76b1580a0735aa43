using Xunit;

namespace Owox.Client.Tests.Resources;

public sealed class DestinationContractTests
{
    private const string Path = "/api/data-destinations";

    [Fact]
    public async Task The_recorded_list_is_read_with_its_values()
    {
        await using var server = new ApiServer().On(Path, Sample.Load("destinations.list").Reply);

        var all = await server.Client().Destinations.ListAsync("has_owners", CancellationToken.None);

        Assert.Equal(Path + "?ownerFilter=has_owners", Assert.Single(server.Requests).Target);
        var looker = all[0];
        Assert.Equal(
            ("c96cd9eb-2c96-4f0a-b1e7-fef52cf35f86", "LOOKER_STUDIO", "Local Looker destination"),
            (looker.Id, looker.Type, looker.ToString()));
        Assert.Equal("looker-studio-credentials", looker.Credentials!["type"]);
        Assert.Equal(new DateTimeOffset(2026, 11, 21, 0, 1, 48, TimeSpan.Zero), looker.ModifiedAt);
        Assert.Equal("0", looker.AdditionalProperties["projectId"]);
        Assert.True(looker.AvailableForUse);
        Assert.Null(all[2].GetSecretKey());
        var service = Assert.IsType<Dictionary<string, object?>>(all[2].Credentials!["serviceAccountKey"]);
        Assert.Equal("owox-local", service["project_id"]);
    }

    [Fact]
    public async Task The_secret_key_is_only_available_as_a_SecureString()
    {
        await using var server = new ApiServer().On(Path, Sample.Load("destinations.list").Reply);

        var looker = (await server.Client().Destinations.ListAsync(null, CancellationToken.None))[0];

        var secret = SecureStringExtensions.ToPlainText(looker.GetSecretKey()!);
        Assert.Contains("destinationSecretKey", secret, StringComparison.Ordinal);
        Assert.True(looker.GetSecretKey()!.IsReadOnly());
        Assert.Equal("***", looker.Credentials!["destinationSecretKey"]);
        Assert.DoesNotContain("credentials", looker.AdditionalProperties.Keys);
        Assert.DoesNotContain(secret, looker.Credentials.Values.Concat(looker.AdditionalProperties.Values));
    }

    [Fact]
    public async Task Nested_credentials_are_redacted()
    {
        var destination = await DestinationAsync(
            """
            {"serviceAccountKey":{"private_key":"hush","privateKeyId":"hush","client_email":"a@b"},
             "tokens":[{"access_token":"hush"}],"passwords":["hush","hush"],
             "clientSecret":{"value":"hush","parts":["hush"]},"pinSecret":1234}
            """);

        var text = System.Text.Json.JsonSerializer.Serialize(destination.Credentials);
        Assert.DoesNotContain("hush", text, StringComparison.Ordinal);
        Assert.DoesNotContain("1234", text, StringComparison.Ordinal);
        Assert.Contains("a@b", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("\"text\"")]
    [InlineData("[]")]
    public async Task Credentials_that_are_not_an_object_are_ignored(string credentials)
    {
        var destination = await DestinationAsync(credentials);

        Assert.Null(destination.Credentials);
        Assert.Null(destination.GetSecretKey());
    }

    [Theory]
    [InlineData("""{"destinationSecretKey":null}""")]
    [InlineData("""{"destinationSecretKey":5}""")]
    [InlineData("""{"destinationSecretKey":{}}""")]
    public async Task A_secret_key_that_is_not_a_string_is_ignored(string credentials) =>
        Assert.Null((await DestinationAsync(credentials)).GetSecretKey());

    [Fact]
    public async Task A_duplicate_name_is_accepted()
    {
        var destination = await DestinationAsync("""{"a":1,"a":2}""");

        Assert.Equal(2L, destination.Credentials!["a"]);
    }

    [Theory]
    [InlineData("""[{"id":"1","title":"t","type":"x"},{"title":"t","type":"x"}]""", "it lacks the field $[1].id")]
    [InlineData("""[{"id":"1","title":"t","type":"x"},{"id":"2","title":"t","type":3}]""", "its field $[1].type has an unexpected value or type")]
    [InlineData("""[null]""", "$[0]")]
    [InlineData("""{"items":[]}""", "it is not a list")]
    public async Task The_error_contains_the_position_of_an_invalid_item(string body, string expected)
    {
        await using var server = new ApiServer().On(Path, Replies.Json(body));

        var error = await Assert.ThrowsAsync<OwoxApiException>(() => server.Client().Destinations.ListAsync(null, CancellationToken.None));

        Assert.Equal(ErrorReason.UnexpectedResponse, error.Reason);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    private static async Task<Destination> DestinationAsync(string credentials)
    {
        await using var server = new ApiServer().On(
            Path + "/x", Replies.Json($$"""{"id":"x","title":"t","type":"EMAIL","credentials":{{credentials}}}"""));
        return await server.Client().Destinations.GetAsync("x", CancellationToken.None);
    }
}
