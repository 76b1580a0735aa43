using System.Security.Cryptography.X509Certificates;
using Owox.Http.Tls;
using Xunit;

namespace Owox.Client.Tests.Http;

// Mono cannot create certificates. SandboxTests verifies how Mono handles the certificate of a real server.
[Trait("Differs on", "Mono")]
public sealed class CertificateChainValidatorTests
{
    private const string ClientUse = "1.3.6.1.5.5.7.3.2";

    [Fact]
    public void A_certificate_that_a_specified_authority_issued_is_accepted()
    {
        var root = TestAuthority.Root();
        Assert.Null(Problem(root.Server(), [root.Certificate]));
    }

    [Fact]
    public void The_chain_may_contain_intermediate_certificates_from_the_server()
    {
        var root = TestAuthority.Root();
        var issuing = root.Issue("CN=Issuing");
        Assert.Null(Problem(issuing.Server(), [root.Certificate], issuing.Certificate));
        Assert.Contains("issued by 'CN=Issuing', which is not trusted by this computer or by the specified certificate authorities", Problem(issuing.Server(), [root.Certificate])!, StringComparison.Ordinal);
    }

    [Fact]
    public void The_chain_may_end_at_an_intermediate_authority()
    {
        var issuing = TestAuthority.Root().Issue("CN=Issuing");
        Assert.Null(Problem(issuing.Server(), [issuing.Certificate]));
    }

    [Fact]
    public void A_renewed_authority_may_have_two_certificates_with_the_same_name()
    {
        var (old, renewed) = (TestAuthority.Root(), TestAuthority.Root());
        Assert.Null(Problem(renewed.Server(), [old.Certificate, renewed.Certificate]));
        Assert.Null(Problem(old.Server(), [old.Certificate, renewed.Certificate]));
    }

    [Fact]
    public void Another_authority_with_the_same_name_is_not_trusted()
    {
        var (real, forger) = (TestAuthority.Root(), TestAuthority.Root());
        var problem = Problem(forger.Server(), [real.Certificate], forger.Certificate);
        Assert.Contains("is not trusted by this computer or by the specified certificate authorities", problem!, StringComparison.Ordinal);
    }

    [Fact]
    public void A_server_certificate_cannot_issue_certificates()
    {
        var root = TestAuthority.Root();
        var posing = root.Issue("CN=server", isAuthority: false);
        Assert.NotNull(Problem(posing.Server(), [root.Certificate], posing.Certificate));
    }

    [Fact]
    public void A_certificate_for_another_use_is_rejected()
    {
        var root = TestAuthority.Root();
        Assert.Contains("is not valid for this use (NotValidForUsage)", Problem(root.Server(use: ClientUse), [root.Certificate])!, StringComparison.Ordinal);
    }

    [Fact]
    public void The_dates_of_every_certificate_in_the_chain_are_verified()
    {
        var root = TestAuthority.Root();
        Assert.StartsWith("its certificate expired on ", Problem(root.Server(-20, -10), [root.Certificate]), StringComparison.Ordinal);
        Assert.StartsWith("its certificate is not valid before ", Problem(root.Server(10, 20), [root.Certificate]), StringComparison.Ordinal);
        var ended = TestAuthority.Root(days: -3);
        Assert.StartsWith("the certificate of its issuer 'CN=Test Root' expired on ", Problem(ended.Server(), [ended.Certificate]), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_specified_authority_no_certificate_is_accepted()
    {
        var root = TestAuthority.Root();
        Assert.Contains("issued by 'CN=Test Root', which is not trusted by this computer", Problem(root.Server(), [])!, StringComparison.Ordinal);
        Assert.Contains("is self-signed and is not trusted by this computer", Problem(root.Certificate, [])!, StringComparison.Ordinal);
    }

    // As in a handshake, the chain was already built by the system.
    private static string? Problem(X509Certificate2 server, X509Certificate2[] authorities, params X509Certificate2[] sent)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.ExtraStore.AddRange(sent);
        chain.Build(server);
        return CertificateChainValidator.GetError(server, chain, authorities)?.Message;
    }
}
