using System.Text.Json.Serialization;

namespace Owox.Sandbox;

/// <summary>The information that a client needs to use a running sandbox.</summary>
public sealed record SandboxInfo(
    string Origin,
    string ApiKey,
    string ViewerApiKey,
    string ExpiredApiKey,
    string RevokedApiKey,
    string MemberEmail,
    string MemberPassword,
    string ViewerEmail,
    string ViewerPassword,
    IReadOnlyDictionary<string, string> DataMarts)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>The origins with HTTPS, or null.</summary>
    public SecureOrigins? Https { get; init; }

    /// <summary>The proxy, or null.</summary>
    public ProxyAccess? Proxy { get; init; }

    /// <summary>Returns one line of JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Options);
}
