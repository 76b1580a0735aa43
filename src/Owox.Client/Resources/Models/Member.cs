using System.Text.Json.Serialization;
using Owox.Resources.Models;

namespace Owox;

/// <summary>A person of the project, as lists name them.</summary>
public sealed class Member : ApiModel
{
    [JsonRequired]
    public string UserId { get; init => field = Required.NotNull(value); } = "";

    public string? FullName { get; init; }

    public string? Email { get; init; }

    public string? Avatar { get; init; }

    public override string ToString() => FullName ?? Email ?? UserId;
}
