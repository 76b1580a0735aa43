using System.Text.Json.Serialization;
using Owox.Resources.Models;

namespace Owox;

/// <summary>A context: a business area that data marts, storages and destinations belong to.</summary>
public sealed class ProjectContext : ApiModel
{
    [JsonRequired]
    public string Id { get; init => field = Required.NotNull(value); } = "";

    [JsonRequired]
    public string Name { get; init => field = Required.NotNull(value); } = "";

    public string? Description { get; init; }

    public string? CreatedById { get; init; }

    public Member? CreatedByUser { get; init; }

    public DateTimeOffset? CreatedAt { get; init; }

    public DateTimeOffset? ModifiedAt { get; init; }

    public override string ToString() => Name;
}
