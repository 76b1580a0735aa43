using System.Text.Json.Serialization;

namespace Owox;

/// <summary>One page of the data marts of a storage.</summary>
internal sealed class CanvasPage : ApiObject, IOffsetPage
{
    [JsonRequired]
    public CanvasDataMart[] Items { get; init => field = Needed.Value(value); } = [];

    public int? NextOffset { get; init; }
}

/// <summary>A data mart of a storage, as models draw it.</summary>
internal sealed class CanvasDataMart : ApiObject
{
    [JsonRequired]
    public string Id { get; init => field = Needed.Value(value); } = "";

    [JsonRequired]
    public long FieldCount { get; init; }
}
