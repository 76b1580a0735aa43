using System.Text.Json.Serialization;

namespace Owox;

/// <summary>A context that something belongs to.</summary>
public sealed class ContextReference : ApiObject
{
    [JsonRequired]
    public string Id { get; init => field = Needed.Value(value); } = "";

    public string? Name { get; init; }

    public override string ToString() => Name ?? Id;
}
