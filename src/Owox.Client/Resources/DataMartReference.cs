using System.Text.Json.Serialization;
using Owox.Resources;

namespace Owox;

/// <summary>A data mart, as what belongs to it names it.</summary>
public sealed class DataMartReference : ApiModel
{
    [JsonRequired]
    public string Id { get; init => field = Required.NotNull(value); } = "";

    public string? Title { get; init; }

    /// <summary><c>DRAFT</c> or <c>PUBLISHED</c>; null where it is not told.</summary>
    public string? Status { get; init; }

    public string? Description { get; init; }

    /// <summary>Whether the session may see the data mart itself; null where it is not told.</summary>
    public bool? UserHasAccess { get; init; }

    /// <summary>Whether it has a primary key to join by; null where it is not told.</summary>
    public bool? HasPrimaryKey { get; init; }

    public override string ToString() => Title ?? Id;
}
