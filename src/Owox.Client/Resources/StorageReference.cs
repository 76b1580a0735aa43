using System.Text.Json.Serialization;
using Owox.Resources;

namespace Owox;

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
