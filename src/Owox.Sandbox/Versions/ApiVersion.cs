using System.Text.Json.Serialization;

namespace Owox.Sandbox;

/// <summary>Which version of the server the sandbox answers as.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ApiVersion>))]
public enum ApiVersion
{
    /// <summary>The recorded one.</summary>
    Current,

    /// <summary>An older one: endpoints are missing, and so is every field that a thing can do without.</summary>
    Older,

    /// <summary>One to come: endpoints, fields and values of enumerations are added, and numbers have outgrown 32 bits.</summary>
    Future,
}
