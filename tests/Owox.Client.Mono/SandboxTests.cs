using System.Net;
using Xunit;

namespace Owox.Client.Tests;

/// <summary>Connections to a real server: https with a private authority, invalid certificates, a proxy, and complete exports.</summary>
public sealed class SandboxTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Lists_and_exports_are_complete(bool isSecure)
    {
        var sandbox = Given();
        var client = isSecure ? sandbox.Connect(sandbox.Text("https", "good"), sandbox.Trusting()) : sandbox.Connect(sandbox.Text("origin"), new NetworkOptions());

        Assert.Contains(await client.Storages.ListAsync(null, CancellationToken.None), static s => s.Title == "Shop Warehouse");
        Assert.Equal(20_000, await CountAsync(client, "events"));
        Assert.True(await CountAsync(client, "awkwardValues") > 0);
    }

    [Theory]
    [InlineData("http://sandbox.test")]
    [InlineData("https://sandbox.test")]
    public async Task A_proxy_with_credentials_is_used(string origin)
    {
        var sandbox = Given();
        var network = sandbox.Trusting() with { AllowUnencrypted = true, Proxy = sandbox.Proxy, ProxyCredential = sandbox.ProxySignIn };

        Assert.Equal(20_000, await CountAsync(sandbox.Connect(origin, network), "events"));
    }

    [Theory]
    [InlineData("http://sandbox.test", "proxy-user", "it rejected the specified credentials")]
    [InlineData("https://sandbox.test", "proxy-user", "it rejected the specified credentials")]
    [InlineData("https://sandbox.test", null, "it requires authentication (407)")]
    public async Task A_proxy_with_missing_or_wrong_credentials_is_an_error(string origin, string? user, string words)
    {
        var sandbox = Given();
        var network = sandbox.Trusting() with { AllowUnencrypted = true, Proxy = sandbox.Proxy, ProxyCredential = user is null ? null : new NetworkCredential(user, "wrong") };

        var fault = await FaultAsync(origin, network);

        Assert.Equal(ErrorReason.ProxyRefused, fault.Reason);
        Assert.Contains(words, fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("expired", "its certificate expired on 2025-04-01 12:00 UTC")]
    [InlineData("notYetValid", "its certificate is not valid before")]
    [InlineData("selfSigned", "its certificate is self-signed")]
    public async Task An_invalid_certificate_is_rejected_with_the_cause(string which, string words)
    {
        var fault = await FaultAsync(Given().Text("https", which), Given().Trusting());

        Assert.Equal(ErrorReason.TlsFailed, fault.Reason);
        Assert.Contains(words, fault.Message, StringComparison.Ordinal);
    }

    // Mono does not compare the host name here, so the client compares it.
    [Fact]
    public async Task A_certificate_for_another_host_is_rejected()
    {
        var origin = Given().Text("https", "wrongHost").Replace("127.0.0.1", "localhost");
        var fault = await FaultAsync(origin, Given().Trusting());

        Assert.Equal(ErrorReason.TlsFailed, fault.Reason);
        Assert.Contains("its certificate is for other.example, *.other.example, 192.0.2.7, not for localhost", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_authority_is_trusted_only_by_the_session_that_specifies_it()
    {
        var origin = Given().Text("https", "good");
        await Given().Connect(origin, Given().Trusting()).AuthenticateAsync(CancellationToken.None);

        var fault = await FaultAsync(origin, new NetworkOptions());

        Assert.Equal(ErrorReason.TlsFailed, fault.Reason);
        Assert.Contains("is not trusted by this computer", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SkipCertificateCheck_accepts_any_certificate() =>
        await Given().Connect(Given().Text("https", "expired"), new NetworkOptions { SkipCertificateCheck = true }).AuthenticateAsync(CancellationToken.None);

    [Fact]
    public void Newer_versions_of_TLS_are_added_and_none_is_removed()
    {
        var before = ServicePointManager.SecurityProtocol;
        try
        {
            ServicePointManager.SecurityProtocol = SecurityProtocolType.Tls;
            using var session = Given().Connect(Given().Text("origin"), new NetworkOptions()).Session;

            Assert.Equal(SecurityProtocolType.Tls | SecurityProtocolType.Tls12, ServicePointManager.SecurityProtocol & (SecurityProtocolType.Tls | SecurityProtocolType.Tls12));
        }
        finally
        {
            ServicePointManager.SecurityProtocol = before;
        }
    }

    [Fact]
    public void The_system_default_of_TLS_versions_is_kept()
    {
        var before = ServicePointManager.SecurityProtocol;
        try
        {
            ServicePointManager.SecurityProtocol = SecurityProtocolType.SystemDefault;
            using var session = Given().Connect(Given().Text("origin"), new NetworkOptions()).Session;

            Assert.Equal(SecurityProtocolType.SystemDefault, ServicePointManager.SecurityProtocol);
        }
        finally
        {
            ServicePointManager.SecurityProtocol = before;
        }
    }

    private static Sandbox Given()
    {
        Assert.SkipWhen(Sandbox.Given is null, "OWOX_TEST_SANDBOX names no sandbox.");
        return Sandbox.Given!;
    }

    private static async Task<int> CountAsync(OwoxClient client, string dataMart)
    {
        using var stream = await client.Rows.OpenAsync(new DataMartQuery(Given().Text("dataMarts", dataMart)), CancellationToken.None);
        var rows = (await new RowList().ReadAllAsync(stream)).Rows.Count;
        Assert.True((await stream.VerifyAsync(client, CancellationToken.None)).IsVerified);
        return rows;
    }

    private static async Task<OwoxConnectionException> FaultAsync(string origin, NetworkOptions network)
    {
        using var session = Given().Connect(origin, network).Session;
        return await Assert.ThrowsAsync<OwoxConnectionException>(() => new OwoxClient(session).AuthenticateAsync(CancellationToken.None));
    }
}
