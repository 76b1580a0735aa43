using System.Text.Json;
using System.Text.Json.Serialization;
using Owox.Redaction;

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
