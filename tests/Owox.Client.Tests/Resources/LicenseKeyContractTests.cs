using System.Text.Json;
using Xunit;

namespace Owox.Client.Tests.Resources;

/// <summary>
/// License keys could not be recorded, because only few deployments issue them. The responses follow the published types of the server; that of
/// a deployment without these routes is recorded.
/// </summary>
public sealed class LicenseKeyContractTests
{
    private const string Path = "/api/license-keys";
    private const string Origin = "https://data-marts.example.com";
    private const string Value = "sandbox-license-that-is-not-a-license";

    private const string Key =
        """
        {"licenseKeyId":"l1","name":"main server","origin":"https://data-marts.example.com","expiresAt":"2027-12-01T00:00:00.000Z","lastUsedAt":null,
         "createdAt":"2026-12-01T00:00:00.000Z","createdByUser":{"userId":"u","fullName":"Ada","email":"ada@example.com","avatar":null}}
        """;

    [Fact]
    public async Task All_fields_of_a_key_are_kept()
    {
        await using var server = new ApiServer().On(Path, Replies.Json($"[{Key}]"));

        var key = Assert.Single(await server.MemberClient().LicenseKeys.ListAsync(CancellationToken.None));

        using var json = JsonDocument.Parse(Key);
        Assert.Empty(Recorded.Lost(json.RootElement, key));
        Assert.Equal(("l1", Origin, "Ada"), (key.LicenseKeyId, key.Origin, key.CreatedByUser!.ToString()));
        Assert.Equal("main server (l1)", key.ToString());
    }

    [Fact]
    public async Task A_new_key_contains_its_value_only_once()
    {
        await using var server = new ApiServer().On(Path, Replies.Json($"{Key[..^1]},\"licenseKey\":\"{Value}\"}}", 201));

        var created = await server.MemberClient().LicenseKeys.CreateAsync("main server", Origin, CancellationToken.None);

        Assert.Equal("""{"name":"main server","origin":"https://data-marts.example.com"}""", Assert.Single(server.Requests).Body);
        Assert.Equal(Value, SecureStringExtensions.ToPlainText(created.Value));
        Assert.DoesNotContain(Value, JsonSerializer.Serialize(created.Info), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("license-keys.list-member")]
    [InlineData("license-keys.create-member")]
    public async Task A_deployment_without_the_routes_is_reported(string name)
    {
        await using var server = new ApiServer().On(Path, Sample.Load(name, "samples-0.35").Reply);
        var keys = server.MemberClient().LicenseKeys;

        var error = await Assert.ThrowsAsync<OwoxNotFoundException>(() => name.Contains("list", StringComparison.Ordinal)
            ? keys.ListAsync(CancellationToken.None)
            : keys.CreateAsync("x", Origin, CancellationToken.None));

        Assert.Equal(ErrorReason.LicenseKeysNotIssued, error.Reason);
        Assert.Contains("https://app.owox.com", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_key_is_not_a_deployment_without_the_routes()
    {
        await using var server = new ApiServer().On(Path + "/x", Replies.Json("""{"message":"License key not found","error":"Not Found","statusCode":404}""", 404));

        var error = await Assert.ThrowsAsync<OwoxNotFoundException>(() => server.MemberClient().LicenseKeys.RevokeAsync("x", CancellationToken.None));

        Assert.Equal(ErrorReason.NotFound, error.Reason);
    }

    [Fact]
    public async Task An_API_key_cannot_manage_license_keys()
    {
        await using var server = new ApiServer();

        var error = Assert.Throws<OwoxConfigurationException>(() => server.Client().LicenseKeys);

        Assert.Equal(ErrorReason.ApiKeyCannotManageKeys, error.Reason);
    }
}
