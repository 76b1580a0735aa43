using System.Text.Json;
using System.Text.Json.Serialization;
using Owox.Redaction;
using Owox.Resources.Models;

namespace Owox;

/// <summary>An object that the server returns. Fields that this version does not know are kept.</summary>
public abstract class ApiModel
{
    /// <summary>The unknown fields, as strings, numbers, Boolean values, lists and dictionaries. Credentials are redacted.</summary>
    [JsonIgnore]
    public IReadOnlyDictionary<string, object?> AdditionalProperties =>
        field ??= (Unknown ?? []).ToDictionary(static p => p.Key, static p => SensitiveFields.MaskedValue(p.Key, p.Value), System.StringComparer.Ordinal);

    [JsonInclude]
    [JsonExtensionData]
    internal Dictionary<string, JsonElement>? Unknown { get; set; }
}

/// <summary>A reference to a data mart.</summary>
public sealed class DataMartReference : ApiModel
{
    [JsonRequired]
    public string Id { get; init => field = Required.NotNull(value); } = "";

    public string? Title { get; init; }

    /// <summary><c>DRAFT</c> or <c>PUBLISHED</c>, or null if unknown.</summary>
    public string? Status { get; init; }

    public string? Description { get; init; }

    /// <summary>Whether the session has access to the data mart, or null if unknown.</summary>
    public bool? UserHasAccess { get; init; }

    /// <summary>Whether the data mart has a primary key for joins, or null if unknown.</summary>
    public bool? HasPrimaryKey { get; init; }

    public override string ToString() => Title ?? Id;
}

/// <summary>A reference to the storage of a data mart.</summary>
public sealed class StorageReference : ApiModel
{
    /// <summary>The ID of the storage; null in lists.</summary>
    public string? Id { get; init; }

    /// <summary>For example <c>GOOGLE_BIGQUERY</c>; newer servers may add types.</summary>
    [JsonRequired]
    public string Type { get; init => field = Required.NotNull(value); } = "";

    public string? Title { get; init; }

    public override string ToString() => Title ?? Type;
}

/// <summary>A reference to a context.</summary>
public sealed class ContextReference : ApiModel
{
    [JsonRequired]
    public string Id { get; init => field = Required.NotNull(value); } = "";

    public string? Name { get; init; }

    public override string ToString() => Name ?? Id;
}

/// <summary>A member of the project, as it appears in lists.</summary>
public sealed class Member : ApiModel
{
    [JsonRequired]
    public string UserId { get; init => field = Required.NotNull(value); } = "";

    public string? FullName { get; init; }

    public string? Email { get; init; }

    public string? Avatar { get; init; }

    public override string ToString() => FullName ?? Email ?? UserId;
}

/// <summary>An object that belongs to a data mart, such as a run, a trigger, a report or a column.</summary>
public interface IDataMartScoped
{
    /// <summary>The ID of the data mart, or null if the server did not return it.</summary>
    string? DataMartId { get; }
}
