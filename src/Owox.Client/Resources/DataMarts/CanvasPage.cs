using System.Text.Json.Serialization;
using Owox.Resources.Models;
using Owox.Resources.Paging;

namespace Owox.Resources.DataMarts;

/// <summary>One page of the data marts of a storage.</summary>
internal sealed class CanvasPage : ApiModel, IOffsetPage
{
    [JsonRequired]
    public CanvasDataMart[] Items { get; init => field = Required.NotNull(value); } = [];

    public int? NextOffset { get; init; }
}

/// <summary>A data mart of a storage, as models draw it.</summary>
internal sealed class CanvasDataMart : ApiModel
{
    [JsonRequired]
    public string Id { get; init => field = Required.NotNull(value); } = "";

    [JsonRequired]
    public long FieldCount { get; init; }
}
