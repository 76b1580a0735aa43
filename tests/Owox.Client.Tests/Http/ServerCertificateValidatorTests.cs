using System.Net.Security;
using Owox.Http.Tls;
using Xunit;

namespace Owox.Client.Tests.Http;

// Mono cannot create certificates.
[Trait("Differs on", "Mono")]
public sealed class ServerCertificateValidatorTests
{
    private static readonly TestAuthority Root = TestAuthority.Root();

    [Theory]
    [InlineData("owox.example", true)]
    [InlineData("OWOX.example.", true)]
    [InlineData("a.wild.example", true)]
    [InlineData("a.b.wild.example", false)]
    [InlineData("wild.example", false)]
    [InlineData("xowox.example", false)]
    [InlineData("192.0.2.1", true)]
    [InlineData("192.0.2.2", false)]
    [InlineData("2001:db8::1", true)]
    [InlineData("server", false)]
    public void A_certificate_covers_its_names_and_no_others(string host, bool covers)
    {
        using var certificate = Root.Server(names: ["owox.example", "*.wild.example", "192.0.2.1", "2001:db8::1"]);
        var trust = new ServerCertificateValidator(new NetworkOptions { CertificateAuthorities = [Root.Certificate] });

        // If the system rejects the chain, it may not have compared the name.
        Assert.Equal(covers, trust.Accepts(host, certificate, null, SslPolicyErrors.RemoteCertificateChainErrors));
        Assert.Equal(covers ? null : $"its certificate is for owox.example, *.wild.example, 192.0.2.1, 2001:db8::1, not for {host}", trust.ProblemSince(0)?.Message);
    }

    [Theory]
    [InlineData(SslPolicyErrors.RemoteCertificateNameMismatch)]
    [InlineData(SslPolicyErrors.RemoteCertificateNameMismatch | SslPolicyErrors.RemoteCertificateChainErrors)]
    [InlineData(SslPolicyErrors.RemoteCertificateNotAvailable)]
    public void A_name_mismatch_that_the_system_reports_is_final(SslPolicyErrors errors)
    {
        using var certificate = Root.Server(names: ["owox.example"]);
        var trust = new ServerCertificateValidator(new NetworkOptions { CertificateAuthorities = [Root.Certificate] });

        Assert.False(trust.Accepts("owox.example", certificate, null, errors));
    }

    [Fact]
    public void Only_SkipCertificateCheck_accepts_a_certificate_that_the_system_rejects()
    {
        using var certificate = Root.Server(names: ["other.example"]);
        const SslPolicyErrors Both = SslPolicyErrors.RemoteCertificateNameMismatch | SslPolicyErrors.RemoteCertificateChainErrors;

        Assert.True(new ServerCertificateValidator(new NetworkOptions { SkipCertificateCheck = true }).Accepts("owox.example", certificate, null, Both));
        Assert.False(new ServerCertificateValidator(new NetworkOptions()).Accepts("owox.example", certificate, null, Both));
        Assert.True(new ServerCertificateValidator(new NetworkOptions()).Accepts("owox.example", certificate, null, SslPolicyErrors.None));
    }

    [Fact]
    public void An_earlier_problem_is_not_reported_for_a_later_request()
    {
        using var certificate = Root.Server(names: ["owox.example"]);
        var trust = new ServerCertificateValidator(new NetworkOptions());
        trust.Accepts("owox.example", certificate, null, SslPolicyErrors.RemoteCertificateChainErrors);

        Assert.NotNull(trust.ProblemSince(0));
        Assert.Null(trust.ProblemSince(trust.Handshakes));
    }

    [Fact]
    public async Task Sessions_with_and_without_certificate_check_have_separate_tokens()
    {
        await using var server = new ApiServer();
        var options = Limits.Short;
        foreach (var network in new[] { new NetworkOptions(), new NetworkOptions { UseProxy = false }, new NetworkOptions { SkipCertificateCheck = true } })
        {
            await server.Client(options with { Network = network }).AuthenticateAsync(CancellationToken.None);
        }

        Assert.Equal(2, server.Exchanges);
    }
}
