using System.Text.Json.Serialization;
using Owox.Resources.Models;

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

/// <summary>The storage that a data mart reads from, as lists name it.</summary>
public sealed class StorageReference : ApiModel
{
    /// <summary>The storage's ID; lists do not give it.</summary>
    public string? Id { get; init; }

    /// <summary>For example <c>GOOGLE_BIGQUERY</c>; servers add types.</summary>
    [JsonRequired]
    public string Type { get; init => field = Required.NotNull(value); } = "";

    public string? Title { get; init; }

    public override string ToString() => Title ?? Type;
}

/// <summary>A context that something belongs to.</summary>
public sealed class ContextReference : ApiModel
{
    [JsonRequired]
    public string Id { get; init => field = Required.NotNull(value); } = "";

    public string? Name { get; init; }

    public override string ToString() => Name ?? Id;
}
