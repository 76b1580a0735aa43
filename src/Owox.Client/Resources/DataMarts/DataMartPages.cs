using System.Text.Json.Serialization;
using Owox.Resources.Models;

namespace Owox.Resources.DataMarts;

/// <summary>One page of the list of data marts.</summary>
internal sealed class DataMartPage : ApiModel
{
    [JsonRequired]
    public DataMart[] Items { get; init => field = Required.NotNull(value); } = [];

    /// <summary>The number of data marts on all pages, or null if the server does not report it.</summary>
    public long? Total { get; init; }

    /// <summary>The offset of the next page; null on the last page.</summary>
    public int? NextOffset { get; init; }
}

/// <summary>One page of the data marts of a storage.</summary>
internal sealed class CanvasPage : ApiModel
{
    [JsonRequired]
    public CanvasDataMart[] Items { get; init => field = Required.NotNull(value); } = [];

    public int? NextOffset { get; init; }
}

/// <summary>A data mart of a storage, as it appears in models.</summary>
internal sealed class CanvasDataMart : ApiModel
{
    [JsonRequired]
    public string Id { get; init => field = Required.NotNull(value); } = "";

    [JsonRequired]
    public long FieldCount { get; init; }
}
