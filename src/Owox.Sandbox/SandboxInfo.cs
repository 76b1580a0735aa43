using System.Collections.Generic;
using System.Text.Json;

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
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    /// <summary>One line of JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Options);
}
