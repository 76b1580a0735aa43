using System.Text.Json.Serialization;
using Owox.Resources.Models;

namespace Owox;

/// <summary>Something that a search found.</summary>
public sealed class SearchHit : ApiModel, IDataMartScoped
{
    /// <summary><c>DATA_MART</c>, <c>DATA_STORAGE</c> or <c>DATA_DESTINATION</c>; servers add types.</summary>
    [JsonRequired]
    public string EntityType { get; init => field = Required.NotNull(value); } = "";

    [JsonRequired]
    public string EntityId { get; init => field = Required.NotNull(value); } = "";

    /// <summary>The ID of a data mart; null for anything else.</summary>
    [JsonIgnore]
    public string? DataMartId => EntityType == "DATA_MART" ? EntityId : null;

    /// <summary>The ID of a storage; null for anything else.</summary>
    [JsonIgnore]
    public string? StorageId => EntityType == "DATA_STORAGE" ? EntityId : null;

    /// <summary>The ID of a destination; null for anything else.</summary>
    [JsonIgnore]
    public string? DestinationId => EntityType == "DATA_DESTINATION" ? EntityId : null;

    public string? Title { get; init; }

    public string? Description { get; init; }

    /// <summary>How well it fits, 0 to 100; the first of a list fits best.</summary>
    public double? FinalScore { get; init; }

    /// <summary>How well its words fit, 0 to 100.</summary>
    public double? KwScore { get; init; }

    /// <summary>How near its meaning is, 0 to 100; null where the server does not compare meanings.</summary>
    public double? VecScore { get; init; }

    public override string ToString() => Title ?? EntityId;
}
