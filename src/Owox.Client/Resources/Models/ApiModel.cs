using System.Text.Json;
using System.Text.Json.Serialization;
using Owox.Redaction;
using Owox.Resources.Models;

namespace Owox;

/// <summary>Something that the server describes. Fields that this version does not know are kept, not lost.</summary>
public abstract class ApiModel
{
    /// <summary>What the server sent beside the fields below, as plain values; what authenticates is masked.</summary>
    [JsonIgnore]
    public IReadOnlyDictionary<string, object?> AdditionalProperties =>
        field ??= (Unknown ?? []).ToDictionary(static p => p.Key, static p => SensitiveFields.MaskedValue(p.Key, p.Value), System.StringComparer.Ordinal);

    [JsonInclude]
    [JsonExtensionData]
    internal Dictionary<string, JsonElement>? Unknown { get; set; }
}

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

/// <summary>A person of the project, as lists name them.</summary>
public sealed class Member : ApiModel
{
    [JsonRequired]
    public string UserId { get; init => field = Required.NotNull(value); } = "";

    public string? FullName { get; init; }

    public string? Email { get; init; }

    public string? Avatar { get; init; }

    public override string ToString() => FullName ?? Email ?? UserId;
}

/// <summary>Something that belongs to a data mart: a run, a schedule, a report, a column.</summary>
public interface IDataMartScoped
{
    /// <summary>The ID of the data mart; null where the server did not tell it.</summary>
    string? DataMartId { get; }
}
