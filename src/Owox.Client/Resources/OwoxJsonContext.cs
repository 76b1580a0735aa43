using System.Text.Json.Serialization;
using Owox.Resources.DataMarts;
using Owox.Resources.Runs;

namespace Owox.Resources;

/// <summary>The JSON contracts. They are generated at build time, so no reflection is necessary at start-up.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(AuthContext))]
[JsonSerializable(typeof(DataMart))]
[JsonSerializable(typeof(DataMartPage))]
[JsonSerializable(typeof(DataLastUpdatedList))]
[JsonSerializable(typeof(Storage))]
[JsonSerializable(typeof(Destination))]
[JsonSerializable(typeof(Run))]
[JsonSerializable(typeof(RunPage))]
[JsonSerializable(typeof(StartedRun))]
[JsonSerializable(typeof(Trigger))]
[JsonSerializable(typeof(TriggerPage))]
[JsonSerializable(typeof(DataQualityPage))]
[JsonSerializable(typeof(PluginPublication))]
[JsonSerializable(typeof(PluginUpdate))]
[JsonSerializable(typeof(PluginSuspension))]
[JsonSerializable(typeof(ApiKeyInfo))]
[JsonSerializable(typeof(CreatedApiKey))]
[JsonSerializable(typeof(LicenseKeyInfo))]
[JsonSerializable(typeof(CreatedLicenseKey))]
[JsonSerializable(typeof(Credential))]
[JsonSerializable(typeof(CredentialDefinition))]
[JsonSerializable(typeof(Report))]
[JsonSerializable(typeof(ReportColumn))]
[JsonSerializable(typeof(ProjectContext))]
[JsonSerializable(typeof(ProjectSettings))]
[JsonSerializable(typeof(SetupProgress))]
[JsonSerializable(typeof(InsightTemplate))]
[JsonSerializable(typeof(InsightTemplateList))]
[JsonSerializable(typeof(Relationship))]
[JsonSerializable(typeof(RelationshipGraph))]
[JsonSerializable(typeof(BlendableSchema))]
[JsonSerializable(typeof(CanvasPage))]
[JsonSerializable(typeof(SearchHit))]
internal sealed partial class OwoxJsonContext : JsonSerializerContext;
