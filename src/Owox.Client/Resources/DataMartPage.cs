using System.Text.Json.Serialization;
using Owox.Resources;

namespace Owox;

/// <summary>One page of the list of data marts.</summary>
public sealed class DataMartPage : ApiModel, IOffsetPage
{
    [JsonRequired]
    public DataMart[] Items { get; init => field = Required.NotNull(value); } = [];

    /// <summary>How many there are on all pages; null when the server does not say.</summary>
    public long? Total { get; init; }

    /// <summary>Where the next page begins; null on the last one.</summary>
    public int? NextOffset { get; init; }
}
