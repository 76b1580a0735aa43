using Xunit;

namespace Owox.Client.Tests.Resources;

public sealed class DataQualityContractTests
{
    [Fact]
    public async Task All_fields_of_the_recorded_summaries_are_kept()
    {
        var sample = Sample.Load("data-quality.summaries");
        await using var server = new ApiServer().On("/api/data-marts/data-quality/summaries", sample.Reply);

        var all = await server.Client().DataQuality.GetSummariesAsync(["a1", "b\"2"], CancellationToken.None);

        var recorded = sample.Json.GetProperty("items").EnumerateArray().Single();
        var summary = all[recorded.GetProperty("dataMartId").GetString()!];
        Assert.Empty(Recorded.Lost(recorded.GetProperty("summary"), summary!));
        Assert.Equal("""{"dataMartIds":["a1","b\"2"]}""", Assert.Single(server.Requests).Body);
    }
}
