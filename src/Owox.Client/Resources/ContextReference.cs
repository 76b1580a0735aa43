using System.Text.Json.Serialization;
using Owox.Resources;

namespace Owox;

/// <summary>A context that something belongs to.</summary>
public sealed class ContextReference : ApiModel
{
    [JsonRequired]
    public string Id { get; init => field = Required.NotNull(value); } = "";

    public string? Name { get; init; }

    public override string ToString() => Name ?? Id;
}
