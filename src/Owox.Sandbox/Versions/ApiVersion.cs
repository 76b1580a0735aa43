using System.Text.Json.Serialization;

namespace Owox.Sandbox;

/// <summary>The version of the API that the sandbox imitates.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ApiVersion>))]
public enum ApiVersion
{
    /// <summary>The recorded one.</summary>
    Current,

    /// <summary>An older one: endpoints and optional fields are missing.</summary>
    Older,

    /// <summary>One to come: endpoints, fields and values of enumerations are added, and numbers have outgrown 32 bits.</summary>
    Future,
}
