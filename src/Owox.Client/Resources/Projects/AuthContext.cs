using System.Text.Json.Serialization;
using Owox.Resources.Models;

namespace Owox;

/// <summary>Whom an access token stands for.</summary>
public sealed class AuthContext : ApiModel
{
    [JsonRequired]
    public string UserId { get; init => field = Required.NotNull(value); } = "";

    [JsonRequired]
    public string ProjectId { get; init => field = Required.NotNull(value); } = "";

    public string? ProjectTitle { get; init; }

    public string? Email { get; init; }

    public string? FullName { get; init; }

    /// <summary><c>admin</c>, <c>editor</c>, <c>viewer</c>; servers add roles.</summary>
    public string[] Roles { get; init => field = value ?? []; } = [];

    public string? AuthFlow { get; init; }

    public string? ApiKeyId { get; init; }
}
