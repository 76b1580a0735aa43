using System.Text.Json.Serialization;

namespace Owox.Sandbox;

/// <summary>The version of the API that the sandbox imitates, oldest first.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ApiVersion>))]
public enum ApiVersion
{
    /// <summary>Older than any recorded version: endpoints and optional fields are missing.</summary>
    [JsonStringEnumMemberName("older")]
    Older = -1,

    /// <summary>0.31.0, as recorded.</summary>
    [JsonStringEnumMemberName("0.31")]
    V031,

    /// <summary>0.35.0, as recorded.</summary>
    [JsonStringEnumMemberName("0.35")]
    V035,

    /// <summary>0.35 with additional endpoints, fields and values of enumerations, and numbers that exceed 32 bits.</summary>
    [JsonStringEnumMemberName("future")]
    Future,
}
