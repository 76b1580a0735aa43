using Xunit;

namespace Owox.Client.Tests.Resources;

public sealed class OtherContractTests
{
    [Fact]
    public async Task The_recorded_storages_are_read_with_their_values()
    {
        await using var server = new ApiServer().On("/api/data-storages", Sample.Load("storages.list").Reply);

        var all = await server.Client().Storages.ListAsync(null, CancellationToken.None);

        Assert.Equal(Sample.Load("storages.list").Json.GetArrayLength(), all.Length);
        Assert.Equal(
            ("ff37a95d-09d3-49cb-84c3-19549a9f07f2", "Local fake BigQuery", "GOOGLE_BIGQUERY"), (all[0].Id, all[0].Title, all[0].Type));
        Assert.Equal((6, 1), (all[0].PublishedDataMartsCount, all[0].DraftDataMartsCount));
        Assert.Equal("Ada Admin", Assert.Single(all[0].OwnerUsers).FullName);
        Assert.Equal("AWS_REDSHIFT", all[2].Type);
    }

    [Fact]
    public async Task A_recorded_storage_is_read()
    {
        await using var server = new ApiServer().On("/api/data-storages/x", Sample.Load("storages.get").Reply);

        var storage = await server.Client().Storages.GetAsync("x", CancellationToken.None);

        Assert.Equal(Sample.Load("storages.get").Json.GetProperty("title").GetString(), storage.Title);
    }

    [Theory]
    [InlineData("auth-context.key", "admin")]
    [InlineData("auth-context.viewer-key", "viewer")]
    public async Task The_recorded_context_is_read_with_its_values(string name, string role)
    {
        var sample = Sample.Load(name);
        await using var server = new ApiServer().On("/api/auth/context", sample.Reply);

        var context = await server.Client().Projects.GetAuthContextAsync(CancellationToken.None);

        Assert.Equal([role], context!.Roles);
        Assert.Equal(("0", "OWOX Data Marts", "api_key"), (context.ProjectId, context.ProjectTitle, context.AuthFlow));
        Assert.Equal(sample.Json.GetProperty("email").GetString(), context.Email);
        Assert.Equal(sample.Json.GetProperty("apiKeyId").GetString(), context.ApiKeyId);
        Assert.Equal(sample.Json.GetProperty("userId").GetString(), context.UserId);
    }

    [Fact]
    public async Task The_recorded_run_of_a_stream_is_read_with_its_values()
    {
        var run = await RunAsync("runs.detail-http-data-success");

        Assert.Equal(("SUCCESS", "HTTP_DATA", "manual"), (run.Status, run.Type, run.RunType));
        Assert.Empty(run.Errors);
        Assert.Equal((10L, true), (run.HttpData!.RowCount, run.HttpData.Completed));
        Assert.Equal(["date", "id", "country", "revenue", "cost", "note", "ok", "ts"], run.HttpData.Columns);
        Assert.Equal(
            ["DATE", "INTEGER", "STRING", "FLOAT", "NUMERIC", "STRING", "BOOLEAN", "TIMESTAMP"],
            run.HttpData.DataDescription!.DataHeaders.Select(static header => header.Type));
        Assert.Equal(1597L, run.HttpData.AdditionalProperties["bytesWritten"]);
        Assert.True(run.FinishedAt > run.StartedAt);
        Assert.True(run.AdditionalProperties.ContainsKey("totals"));
    }

    [Fact]
    public async Task The_recorded_failed_runs_contain_their_errors()
    {
        var stream = await RunAsync("runs.detail-http-data-failed-mid-stream");
        Assert.Equal(["Access Denied: fake failure at the second page"], stream.Errors);

        var connector = await RunAsync("runs.detail-connector-failed");
        Assert.Equal(9, connector.Errors.Length);
        Assert.Contains("ECONNREFUSED", connector.Errors[0], StringComparison.Ordinal);
        Assert.Null(connector.HttpData);
    }

    private static async Task<Run> RunAsync(string name)
    {
        await using var server = new ApiServer().On("/api/data-marts/m/runs/r", Sample.Load(name).Reply);
        return await server.Client().Runs.GetAsync("m", "r", CancellationToken.None);
    }
}
