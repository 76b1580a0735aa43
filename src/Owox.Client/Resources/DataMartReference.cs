using System.Text.Json.Serialization;

namespace Owox;

/// <summary>The data mart that something belongs to, as lists name it.</summary>
public sealed class DataMartReference : ApiObject
{
    [JsonRequired]
    public string Id { get; init => field = Needed.Value(value); } = "";

    public string? Title { get; init; }

    public override string ToString() => Title ?? Id;
}
