using System.Text.Json;
using Xunit;

namespace Owox.Client.Tests.Resources;

public sealed class CredentialContractTests
{
    private const string Path = "/api/credentials";
    private const string Created = """{"id":"c1","title":"t","definition":{"id":"openai"},"validationState":"verified"}""";

    [Theory]
    [InlineData("plain-secret-value")]
    [InlineData("line one\nline two\r\nline three\n")]
    [InlineData("emoji \ud83d\udd11 and é")]
    [InlineData("100%25 %0A %")]
    [InlineData("\"quotes\" and \\backslashes\\ and </tags>")]
    [InlineData("\u0001\t\u2028")]
    public async Task The_secret_is_sent_unchanged(string secret)
    {
        await using var server = new ApiServer().On(Path, Replies.Json(Created, 201));

        await server.Client().Credentials.CreateAsync(New(secret), CancellationToken.None);

        using var body = JsonDocument.Parse(Assert.Single(server.Requests).Body);
        Assert.Equal(["title", "definitionId", "secret"], body.RootElement.EnumerateObject().Select(static field => field.Name));
        Assert.Equal(secret, body.RootElement.GetProperty("secret").GetProperty("value").GetString());
    }

    [Fact]
    public async Task Only_specified_values_are_sent()
    {
        await using var server = new ApiServer().On(Path + "/c1", Replies.Json(Created));
        var client = server.Client().Credentials;

        await client.UpdateAsync("c1", new CredentialChange { Enabled = false }, CancellationToken.None);
        await client.UpdateAsync(
            "c1",
            new CredentialChange
            {
                Title = "new",
                OwnerIds = [],
                ContextIds = ["x"],
                AvailableForUse = true,
                AvailableForMaintenance = false,
                AiModelMappings = new Dictionary<string, string>(StringComparer.Ordinal) { ["fast"] = "m" },
            },
            CancellationToken.None);

        Assert.Equal(
            [
                """{"enabled":false}""",
                """{"title":"new","ownerIds":[],"contextIds":["x"],"availableForUse":true,"availableForMaintenance":false,"aiModelMappings":{"fast":"m"}}""",
            ],
            server.Requests.Select(static request => request.Body));
    }

    [Theory]
    [InlineData("the-long-secret-9f2c")]
    [InlineData("short")]
    [InlineData("two\nlines of a secret")]
    public async Task An_error_response_that_repeats_the_secret_is_redacted(string secret)
    {
        var body = JsonSerializer.Serialize(new { message = "got " + secret, code = secret, details = new { errors = new[] { new { message = secret } }, sent = secret } });
        await using var server = new ApiServer().On(Path, Replies.Json(body, 400));

        var error = await Assert.ThrowsAsync<OwoxApiException>(() => server.Client().Credentials.CreateAsync(New(secret), CancellationToken.None));

        var all = error + error.Message + error.ServerMessage + error.Code + JsonSerializer.Serialize(error.Details);
        Assert.DoesNotContain(secret, all, StringComparison.Ordinal);
        Assert.DoesNotContain(JsonSerializer.Serialize(secret).Trim('"'), all, StringComparison.Ordinal);
        Assert.Contains("***", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_validation_message_that_repeats_the_secret_is_redacted()
    {
        await using var server = new ApiServer().On(Path, Replies.Json("""{"id":"c1","title":"t","validationMessage":"Incorrect key: the-long-secret-7c1e"}"""));

        var created = await server.Client().Credentials.CreateAsync(New("the-long-secret-7c1e"), CancellationToken.None);

        Assert.Equal("Incorrect key: ***", created.ValidationMessage);
    }

    [Fact]
    public async Task Create_is_never_repeated()
    {
        await using var server = new ApiServer().On(Path, Replies.Json("""{"statusCode":500}""", 500));

        var error = await Assert.ThrowsAsync<OwoxApiException>(() => server.Client().Credentials.CreateAsync(New("secret-value"), CancellationToken.None));

        Assert.Equal(ErrorReason.ServerError, error.Reason);
        Assert.Contains("may have created the credential", error.Message, StringComparison.Ordinal);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task The_error_of_an_older_server_names_the_required_version()
    {
        await using var server = new ApiServer().On(Path, Replies.Json("""{"message":"Cannot GET /api/credentials","error":"Not Found","statusCode":404}""", 404));

        var error = await Assert.ThrowsAsync<OwoxNotFoundException>(() => server.Client().Credentials.ListAsync(CancellationToken.None));

        Assert.Contains("does not support GET /api/credentials (404). It may be older: credentials require server version 0.33 or later.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_models_of_a_definition_are_listed()
    {
        await using var server = new ApiServer().On(Path + "/definitions", Sample.Load("credentials.definitions", "samples-0.35").Reply);

        var all = await server.Client().Credentials.ListDefinitionsAsync(CancellationToken.None);

        Assert.Equal(["openai", "anthropic", "gemini", "openrouter", "github"], all.Select(static definition => definition.Id));
        Assert.Contains("gpt-5.6-luna", all[0].AiModels);
        Assert.Contains("text-embedding-3-small", all[0].AiModels);
        Assert.Empty(all[4].AiModels);
        Assert.Equal(["https://api.openai.com"], all[0].Origins);
    }

    [Theory]
    [InlineData("""{"models":[]}""")]
    [InlineData("""{"models":{"language":{},"embedding":[1,null,{"name":"x"}]}}""")]
    [InlineData("null")]
    public async Task Models_of_another_form_are_ignored(string ai)
    {
        await using var server = new ApiServer().On(Path + "/definitions", Replies.Json($$"""[{"id":"x","ai":{{ai}}}]"""));

        Assert.Empty(Assert.Single(await server.Client().Credentials.ListDefinitionsAsync(CancellationToken.None)).AiModels);
    }

    private static CredentialChange New(string secret) =>
        new() { Title = "t", DefinitionId = "openai", Secret = SecureStringExtensions.ToSecureString(secret) };
}
