using System.Text.Json;
using Xunit;

namespace Owox.Client.Tests.Resources;

public sealed class TriggerContractTests
{
    private const string ProjectPath = "/api/data-marts/scheduled-triggers";

    [Fact]
    public async Task All_fields_of_the_recorded_project_list_are_kept_except_secrets_of_reports()
    {
        var sample = Sample.Load("scheduled-triggers.project-list");
        await using var server = new ApiServer().On(ProjectPath, sample.Reply, Replies.Json("""{"triggers":[]}"""));

        var all = await server.Client().Triggers.ListAsync(CancellationToken.None);

        var recorded = sample.Json.GetProperty("triggers").EnumerateArray().ToArray();
        Assert.Equal(recorded.Length, all.Count);
        Assert.All(all.Zip(recorded), static pair => Assert.Empty(Recorded.Lost(pair.Second, pair.First, "dataMart", "triggerConfig")));
        Assert.Equal(("Orders", "Revenue by country"), (all[0].DataMartTitle, all[0].ReportTitle));
        Assert.Equal(recorded[0].GetProperty("triggerConfig").GetProperty("reportId").GetString(), all[0].ReportId);
        Assert.Equal(new DateTimeOffset(2026, 11, 23, 4, 0, 0, TimeSpan.Zero), all[0].NextRunTimestamp);
        Assert.All(all, static trigger => Assert.DoesNotContain(
            "destinationSecretKey0", JsonSerializer.Serialize(trigger.TriggerConfig?.AdditionalProperties), StringComparison.Ordinal));
    }

    [Fact]
    public async Task All_fields_of_the_recorded_data_mart_list_are_kept_and_the_data_mart_is_set()
    {
        var sample = Sample.Load("scheduled-triggers.mart-list");
        await using var server = new ApiServer().On("/api/data-marts/m/scheduled-triggers", sample.Reply);

        var all = await server.Client().Triggers.ListAsync(new DataMartReference { Id = "m", Title = "T" }, CancellationToken.None);

        var recorded = sample.Json.EnumerateArray().ToArray();
        Assert.Equal(recorded.Length, all.Count);
        Assert.All(all.Zip(recorded), static pair => Assert.Empty(Recorded.Lost(pair.Second, pair.First)));
        Assert.All(all, static trigger => Assert.Equal(("m", "T"), (trigger.DataMartId, trigger.DataMartTitle)));
    }

    [Fact]
    public async Task A_trigger_type_of_a_newer_server_is_kept()
    {
        await using var server = new ApiServer().On(
            ProjectPath, Replies.Json("""{"triggers":[{"id":"1","type":"MOON_PHASE","triggerConfig":{"type":"new","phase":"full"}}]}"""), Replies.Json("""{"triggers":[]}"""));

        var trigger = Assert.Single(await server.Client().Triggers.ListAsync(CancellationToken.None));

        Assert.Equal("MOON_PHASE", trigger.Type);
        Assert.Equal("full", trigger.TriggerConfig!.AdditionalProperties["phase"]);
    }
}
