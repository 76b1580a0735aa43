using System.Text.Json;
using System.Text.Json.Serialization;
using Owox.Redaction;
using Owox.Resources.Models;

namespace Owox;

/// <summary>A data mart: an SQL query, a table, a view or a connector in a storage.</summary>
public sealed class DataMart : ApiModel
{
    /// <summary>The status of a data mart that can be queried.</summary>
    internal const string Published = "PUBLISHED";

    [JsonRequired]
    public string Id { get; init => field = Required.NotNull(value); } = "";

    [JsonRequired]
    public string Title { get; init => field = Required.NotNull(value); } = "";

    /// <summary><c>DRAFT</c> or <c>PUBLISHED</c>. Only published data marts have rows.</summary>
    [JsonRequired]
    public string Status { get; init => field = Required.NotNull(value); } = "";

    [JsonRequired]
    public StorageReference Storage { get; init => field = Required.NotNull(value); } = new();

    [JsonIgnore]
    public string StorageType => Storage.Type;

    [JsonIgnore]
    public string? StorageTitle => Storage.Title;

    public string? Description { get; init; }

    /// <summary><c>SQL</c>, <c>TABLE</c>, <c>VIEW</c>, <c>TABLE_PATTERN</c>, <c>CONNECTOR</c>; null for a draft without a definition.</summary>
    public string? DefinitionType { get; init; }

    /// <summary>The query, the table or the connector; null in lists. Credentials are redacted.</summary>
    [JsonIgnore]
    public IReadOnlyDictionary<string, object?>? Definition =>
        RawDefinition is { ValueKind: JsonValueKind.Object } raw ? SensitiveFields.MaskedObject(raw) : null;

    /// <summary>The columns; null in lists, and if they are not known yet.</summary>
    public DataMartSchema? Schema { get; init; }

    /// <summary>The number of columns, without the fields of records, or null if it is unknown.</summary>
    [JsonIgnore]
    public long? ColumnCount { get => field ?? Schema?.Fields.Length; internal set; }

    public string? ConnectorSourceName { get; init; }

    public long? TriggersCount { get; init; }

    public long? ReportsCount { get; init; }

    public Member? CreatedByUser { get; init; }

    public Member[] BusinessOwnerUsers { get; init => field = value ?? []; } = [];

    public Member[] TechnicalOwnerUsers { get; init => field = value ?? []; } = [];

    public DateTimeOffset? CreatedAt { get; init; }

    public DateTimeOffset? ModifiedAt { get; init; }

    public ContextReference[] Contexts { get; init => field = value ?? []; } = [];

    public bool? AvailableForReporting { get; init; }

    public bool? AvailableForMaintenance { get; init; }

    [JsonInclude]
    public DataLastUpdated? DataLastUpdated { get; internal set; }

    [JsonInclude]
    [JsonPropertyName("definition")]
    internal JsonElement? RawDefinition { get; init; }

    public override string ToString() => Title;
}
