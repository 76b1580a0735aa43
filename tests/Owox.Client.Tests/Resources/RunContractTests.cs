using Xunit;

namespace Owox.Client.Tests.Resources;

public sealed class RunContractTests
{
    private const string ProjectPath = "/api/data-marts/runs";

    public static TheoryData<string> Details =>
        [.. Sample.Names().Where(static name => name.StartsWith("runs.detail-", StringComparison.Ordinal) && Sample.Load(name).Status == 200)];

    [Theory]
    [MemberData(nameof(Details))]
    public async Task All_fields_of_a_recorded_run_are_kept(string name)
    {
        var sample = Sample.Load(name);
        await using var server = new ApiServer().On("/api/data-marts/m/runs/r", sample.Reply);

        var run = await server.Client().Runs.GetAsync("m", "r", CancellationToken.None);

        Assert.Empty(Recorded.Lost(sample.Json, run, "additionalParams"));
    }

    [Theory]
    [InlineData("runs.project-list")]
    [InlineData("runs.project-list-viewer")]
    [InlineData("runs.project-list-offset")]
    public async Task All_fields_of_the_recorded_lists_are_kept(string name)
    {
        var sample = Sample.Load(name);
        await using var server = new ApiServer().On(ProjectPath, sample.Reply);

        var page = await server.Client().Runs.ListPagesAsync().FirstAsync(CancellationToken.None);

        var recorded = sample.Json.GetProperty("runs").EnumerateArray().ToArray();
        Assert.Equal(recorded.Length, page.Items.Count);
        Assert.All(page.Items.Zip(recorded), static pair => Assert.Empty(Recorded.Lost(pair.Second, pair.First, "additionalParams", "dataMart")));
        Assert.Equal(recorded[0].GetProperty("dataMart").GetProperty("title").GetString(), page.Items[0].DataMartTitle);
    }

    [Fact]
    public async Task The_checks_of_a_data_quality_run_are_read()
    {
        await using var server = new ApiServer().On("/api/data-marts/m/runs/r", Sample.Load("runs.detail-data-quality").Reply);

        var run = await server.Client().Runs.GetAsync("m", "r", CancellationToken.None);

        Assert.Equal(("EXECUTION_FAILED", 5, 3, 2), (run.QualitySummary!.State, run.QualitySummary.TotalChecks, run.QualitySummary.PassedChecks, run.QualitySummary.ErrorChecks));
        Assert.Equal(5, run.DataQuality!.Results.Length);
        Assert.Equal(("empty_table:data_mart", "PASSED", "DATA_MART"), (run.DataQuality.Results[0].RuleKey, run.DataQuality.Results[0].Status, run.DataQuality.Results[0].Scope!.ToString()));
        Assert.Equal("country", run.DataQuality.Results[1].Scope!.ToString());
        Assert.Equal(TimeSpan.FromMilliseconds(125), run.Duration);
        Assert.True(run.IsFinished);
    }

    [Fact]
    public async Task New_values_and_fields_are_kept_and_missing_fields_are_empty()
    {
        await using var server = new ApiServer().On("/api/data-marts/m/runs/r", Replies.Json(
            """{"id":"1","status":"PAUSED","type":"TELEPATHY","runType":"dreamt","mood":{"is":"fine"}}"""));

        var run = await server.Client().Runs.GetAsync("m", "r", CancellationToken.None);

        Assert.Equal(("PAUSED", "TELEPATHY", "dreamt"), (run.Status, run.Type, run.RunType));
        Assert.False(run.IsFinished);
        Assert.Empty(run.Errors);
        Assert.Empty(run.Logs);
        Assert.True(run.AdditionalProperties.ContainsKey("mood"));
        Assert.Null(run.Duration);
    }

    [Fact]
    public async Task The_error_for_a_list_without_runs_names_the_field()
    {
        await using var server = new ApiServer().On(ProjectPath, Replies.Json("""{"items":[]}"""));

        var error = await Assert.ThrowsAsync<OwoxApiException>(async () => await server.Client().Runs.ListPagesAsync().FirstAsync(CancellationToken.None));

        Assert.Contains("$.runs", error.Message, StringComparison.Ordinal);
    }
}
