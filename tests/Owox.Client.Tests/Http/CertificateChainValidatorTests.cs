using System.Security.Cryptography.X509Certificates;
using Owox.Http.Tls;
using Xunit;

namespace Owox.Client.Tests;

// Mono cannot make certificates. What it makes of those of a real server, SandboxTests see.
[Trait("Differs on", "Mono")]
public sealed class CertificateChainValidatorTests
{
    private const string ClientUse = "1.3.6.1.5.5.7.3.2";

    [Fact]
    public void What_an_authority_of_the_connection_issued_is_in_order()
    {
        var root = TestAuthority.Root();
        Assert.Null(Problem(root.Server(), [root.Certificate]));
    }

    [Fact]
    public void The_way_may_lead_over_others_that_the_server_sends()
    {
        var root = TestAuthority.Root();
        var issuing = root.Issue("CN=Issuing");
        Assert.Null(Problem(issuing.Server(), [root.Certificate], issuing.Certificate));
        Assert.Contains("issued by 'CN=Issuing', which neither", Problem(issuing.Server(), [root.Certificate])!, StringComparison.Ordinal);
    }

    [Fact]
    public void The_way_may_end_at_one_in_the_middle()
    {
        var issuing = TestAuthority.Root().Issue("CN=Issuing");
        Assert.Null(Problem(issuing.Server(), [issuing.Certificate]));
    }

    [Fact]
    public void An_authority_that_was_renewed_has_two_certificates_of_one_name()
    {
        var (old, renewed) = (TestAuthority.Root(), TestAuthority.Root());
        Assert.Null(Problem(renewed.Server(), [old.Certificate, renewed.Certificate]));
        Assert.Null(Problem(old.Server(), [old.Certificate, renewed.Certificate]));
    }

    [Fact]
    public void Who_only_bears_the_name_of_an_authority_is_not_trusted()
    {
        var (real, forger) = (TestAuthority.Root(), TestAuthority.Root());
        var problem = Problem(forger.Server(), [real.Certificate], forger.Certificate);
        Assert.Contains("neither this computer nor the file of -CertificateAuthority trusts", problem!, StringComparison.Ordinal);
    }

    [Fact]
    public void A_server_is_no_authority()
    {
        var root = TestAuthority.Root();
        var posing = root.Issue("CN=server", isAuthority: false);
        Assert.NotNull(Problem(posing.Server(), [root.Certificate], posing.Certificate));
    }

    [Fact]
    public void A_certificate_for_another_use_is_refused()
    {
        var root = TestAuthority.Root();
        Assert.Contains("cannot be used for this (NotValidForUsage)", Problem(root.Server(use: ClientUse), [root.Certificate])!, StringComparison.Ordinal);
    }

    [Fact]
    public void The_dates_of_all_on_the_way_count()
    {
        var root = TestAuthority.Root();
        Assert.StartsWith("its certificate expired on ", Problem(root.Server(-20, -10), [root.Certificate]), StringComparison.Ordinal);
        Assert.StartsWith("its certificate is not valid before ", Problem(root.Server(10, 20), [root.Certificate]), StringComparison.Ordinal);
        var ended = TestAuthority.Root(days: -3);
        Assert.StartsWith("the certificate of its issuer 'CN=Test Root' expired on ", Problem(ended.Server(), [ended.Certificate]), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_an_authority_of_the_connection_nothing_is_taken()
    {
        var root = TestAuthority.Root();
        Assert.Contains("issued by 'CN=Test Root', which this computer does not trust", Problem(root.Server(), [])!, StringComparison.Ordinal);
        Assert.Contains("is self-signed, which this computer does not trust", Problem(root.Certificate, [])!, StringComparison.Ordinal);
    }

    // The system has looked at the certificate before, and hands over what it saw.
    private static string? Problem(X509Certificate2 server, X509Certificate2[] authorities, params X509Certificate2[] sent)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.ExtraStore.AddRange(sent);
        chain.Build(server);
        return CertificateChainValidator.GetError(server, chain, authorities)?.Message;
    }
}
