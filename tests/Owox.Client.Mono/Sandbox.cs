using System.Net;
using System.Text.Json;

namespace Owox.Client.Tests;

/// <summary>The sandbox that the environment variable specifies. The caller of these tests starts it with https and a proxy.</summary>
internal sealed class Sandbox
{
    private readonly JsonElement _info;

    private Sandbox(JsonElement info) => _info = info;

    public static Sandbox? Given { get; } = Environment.GetEnvironmentVariable("OWOX_TEST_SANDBOX") is { Length: > 0 } json
        ? new Sandbox(JsonDocument.Parse(json).RootElement)
        : null;

    public ICredentials ProxySignIn => new NetworkCredential(Text("proxy", "user"), Text("proxy", "password"));

    public ProxyAddress Proxy => ProxyAddress.From(new Uri(Text("proxy", "address")));

    public string Text(params string[] path)
    {
        var at = _info;
        foreach (var name in path)
        {
            at = at.GetProperty(name);
        }

        return at.GetString()!;
    }

    /// <summary>Network options that trust the certificate authority of the sandbox.</summary>
    public NetworkOptions Trusting()
    {
        var file = Path.GetTempFileName();
        File.WriteAllText(file, Text("https", "authority"));
        var trusted = CertificateBundle.Read(file);
        File.Delete(file);
        return new NetworkOptions { CertificateAuthorities = trusted };
    }

    public OwoxClient Connect(string origin, NetworkOptions network)
    {
        var key = ApiKey.Parse(Text("apiKey"));
        var there = ApiKey.FromParts(origin, key.Id, key.Secret, allowUnencrypted: true);
        return new OwoxClient(OwoxSession.ForApiKey(there, Limits.Short with { Network = network }));
    }
}
