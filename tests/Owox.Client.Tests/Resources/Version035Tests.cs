using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Owox.Resources;
using Xunit;

namespace Owox.Client.Tests.Resources;

/// <summary>Verifies that the client reads every recorded response of a server of version 0.35.0.</summary>
public sealed class Version035Tests
{
    private static readonly OwoxJsonContext Contracts = OwoxJsonContext.Default;

    // The prefix of a sample's name, the contract that reads it, and the fields that have another name in the model.
    private static readonly (string Prefix, JsonTypeInfo Contract, string[] Elsewhere)[] Table =
    [
        ("api-keys.create", Contracts.CreatedApiKey, []),
        ("api-keys", Contracts.ApiKeyInfo, []),
        ("auth-context", Contracts.AuthContext, []),
        ("contexts", Contracts.ProjectContext, []),
        ("credentials.definitions", Contracts.CredentialDefinition, []),
        ("credentials", Contracts.Credential, []),
        ("data-marts.blendable-schema", Contracts.BlendableSchema, []),
        ("data-marts.get-with-calculated", Contracts.DataMart, ["schema"]),
        ("data-marts", Contracts.DataMart, []),
        ("data-quality.run", Contracts.StartedRun, []),
        ("data-quality.summaries", Contracts.DataQualityPage, []),
        ("destinations", Contracts.Destination, []),
        ("insight-templates.project-list", Contracts.InsightTemplateList, []),
        ("insight-templates", Contracts.InsightTemplate, []),
        ("model-canvas", Contracts.CanvasPage, []),
        ("project-settings", Contracts.ProjectSettings, []),
        ("relationships.graph", Contracts.RelationshipGraph, []),
        ("reports.output-schema", Contracts.ReportColumn, []),
        ("reports", Contracts.Report, ["dataDestinationAccess"]),
        ("runs.start", Contracts.StartedRun, []),
        ("runs", Contracts.Run, ["additionalParams", "dataMart"]),
        ("scheduled-triggers", Contracts.Trigger, ["dataMart", "triggerConfig"]),
        ("search", Contracts.SearchHit, ["report"]),
        ("setup-progress", Contracts.SetupProgress, ["steps"]),
        ("storages.relationships", Contracts.Relationship, []),
        ("storages", Contracts.Storage, []),
    ];

    private static readonly JsonTypeInfo[] Pages = [Contracts.CanvasPage, Contracts.DataQualityPage, Contracts.InsightTemplateList];

    // The names of lists in the responses that the client reads item by item.
    private static readonly string[] Lists = ["items", "runs", "triggers", "data"];

    public static TheoryData<string> Names(bool isError)
    {
        var names = Sample.Names("samples-0.35").Where(name => Sample.Load(name, "samples-0.35") is { Json.ValueKind: not JsonValueKind.Null } sample
            && sample.Status >= 400 == isError && name != "exchange.ok");
        return [.. names];
    }

    [Theory]
    [MemberData(nameof(Names), false)]
    public void All_fields_of_a_response_are_kept(string name)
    {
        var json = Sample.Load(name, "samples-0.35").Json;
        var (_, contract, elsewhere) = Table.First(row => name.StartsWith(row.Prefix, StringComparison.Ordinal));
        foreach (var item in Items(json, contract))
        {
            var read = item.Deserialize(contract);
            Assert.NotNull(read);
            if (read is ApiModel model)
            {
                Assert.Empty(Recorded.Lost(item, model, elsewhere));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names), true)]
    public async Task An_error_has_the_status_and_the_message_of_the_response(string name)
    {
        var sample = Sample.Load(name, "samples-0.35");
        await using var server = new ApiServer().On("/api/data-storages/x", sample.Reply);

        var error = await Assert.ThrowsAnyAsync<OwoxException>(() => server.Client().Storages.GetAsync("x", CancellationToken.None));

        var (status, message) = error switch
        {
            OwoxApiException response => (response.StatusCode, response.ServerMessage),
            _ => (sample.Status, error.Message),
        };
        Assert.Equal(sample.Status, status);
        if (sample.Json.TryGetProperty("message", out var recorded))
        {
            Assert.Contains(recorded.GetString()!, message, StringComparison.Ordinal);
        }
    }

    private static IEnumerable<JsonElement> Items(JsonElement json, JsonTypeInfo contract) =>
        json.ValueKind == JsonValueKind.Array ? json.EnumerateArray()
        : !Pages.Contains(contract) && Lists.FirstOrDefault(name => json.TryGetProperty(name, out _)) is { } list
            ? json.GetProperty(list).EnumerateArray()
            : [json];
}
