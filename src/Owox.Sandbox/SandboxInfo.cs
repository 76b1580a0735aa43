using System.Text.Json.Serialization;

namespace Owox.Sandbox;

/// <summary>What a client needs to know to use a running sandbox.</summary>
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

    /// <summary>The origins with HTTPS; null if there are none.</summary>
    public SecureOrigins? Https { get; init; }

    /// <summary>Its proxy; null when it has none.</summary>
    public ProxyAccess? Proxy { get; init; }

    /// <summary>One line of JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Options);
}
