using System.Text.Json.Serialization;

namespace Owox;

/// <summary>The JSON contracts, made at build time: nothing is reflected over at start-up.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(AuthContext))]
[JsonSerializable(typeof(DataMart))]
[JsonSerializable(typeof(DataMartPage))]
[JsonSerializable(typeof(Storage))]
[JsonSerializable(typeof(Destination))]
[JsonSerializable(typeof(Run))]
[JsonSerializable(typeof(ApiKeyInfo))]
[JsonSerializable(typeof(CreatedApiKey))]
internal sealed partial class Contracts : JsonSerializerContext;
