using Xunit;

namespace Owox.Client.Tests.Resources;

public sealed class ProjectTests
{
    private const string Settings = "/api/projects/settings";
    private const string Put = Settings + "/description";
    private const string Progress = "/api/project-setup-progress";
    private const string Context = "/api/auth/context";

    [Fact]
    public async Task The_recorded_project_is_read_with_its_values()
    {
        await using var server = Server().On(Settings, Sample.Load("project-settings.get").Reply);

        var project = await server.Client().Projects.GetAsync(CancellationToken.None);

        Assert.Equal(("0", "OWOX Data Marts", 70), (project.Id, project.ToString(), project.SetupProgress));
        Assert.StartsWith("Online shop analytics", project.Description, StringComparison.Ordinal);
        Assert.Equal(10, project.SetupSteps.Length);
        Assert.Equal("hasStorage: done", project.SetupSteps[0].ToString());
        Assert.Equal(new DateTimeOffset(2026, 11, 20, 23, 57, 46, 220, TimeSpan.Zero), project.SetupSteps[0].CompletedAt);
        Assert.Equal(("hasReportRun", false, null), (project.SetupSteps[5].Name, project.SetupSteps[5].Done, project.SetupSteps[5].CompletedAt));
    }

    [Fact]
    public async Task Steps_with_unexpected_fields_are_omitted()
    {
        const string progress = """{"progress":50,"steps":{"hasStorage":{"done":true},"addedKind":"LATER","addedLater":{"deep":[1]},"hasReport":{"done":false,"completedAt":null,"by":"x"}}}""";
        await using var server = new ApiServer()
            .On(Settings, Sample.Load("project-settings.get").Reply)
            .On(Progress, Replies.Json(progress));

        var project = await server.Client().Projects.GetAsync(CancellationToken.None);

        Assert.Equal(["hasStorage: done", "hasReport: open"], project.SetupSteps.Select(static step => step.ToString()));
    }

    [Fact]
    public async Task Values_that_an_older_server_does_not_return_are_null()
    {
        await using var server = new ApiServer().On(Settings, Sample.Load("project-settings.get-empty").Reply);

        var project = await server.Client().Projects.GetAsync(CancellationToken.None);

        Assert.Equal((null, null, null, null), (project.Id, project.Title, project.Description, project.SetupProgress));
        Assert.Empty(project.SetupSteps);
    }

    [Theory]
    [InlineData("x", """{"description":"x"}""")]
    [InlineData(null, """{"description":null}""")]
    public async Task A_description_is_sent_and_read_back(string? description, string body)
    {
        await using var server = Server().On(Put, Sample.Load("project-settings.put-admin").Reply);

        var project = await server.Client().Projects.SetDescriptionAsync(description, CancellationToken.None);

        var request = server.RequestsTo(Put)[0];
        Assert.Equal(("PUT", body), (request.Method, request.Body));
        Assert.StartsWith("Online shop analytics", project.Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_error_for_other_members_names_the_required_role()
    {
        await using var server = Server().On(Put, Sample.Load("project-settings.put-viewer").Reply);

        var error = await Assert.ThrowsAsync<OwoxPermissionException>(() => server.Client().Projects.SetDescriptionAsync("x", CancellationToken.None));

        Assert.Equal(ErrorReason.Forbidden, error.Reason);
        Assert.Contains("Only a project admin can change", error.Message, StringComparison.Ordinal);
        Assert.Contains("Required role: Project Admin", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", 1, false)]
    [InlineData("x", 10_001, false)]
    [InlineData("x", 10_000, true)]
    [InlineData("🚀", 10_000, true)]
    [InlineData("🚀", 10_001, false)]
    public async Task Lengths_are_validated_as_on_the_server(string text, int times, bool isTaken)
    {
        await using var server = Server().On(Put, Sample.Load("project-settings.put-admin").Reply);
        var description = string.Concat(Enumerable.Repeat(text, times));

        var error = await Record.ExceptionAsync(() => server.Client().Projects.SetDescriptionAsync(description, CancellationToken.None));

        Assert.Equal(isTaken, error is null);
        Assert.Equal(isTaken ? 1 : 0, server.RequestsTo(Put).Count);
        Assert.True(isTaken || error is OwoxConfigurationException { Reason: ErrorReason.RequestInvalid });
    }

    [Fact]
    public async Task The_recorded_contexts_are_read_with_their_values()
    {
        await using var server = new ApiServer().On("/api/contexts", Sample.Load("contexts.list").Reply);

        var all = await server.Client().Projects.ListContextsAsync(CancellationToken.None);

        Assert.Equal(["Finance", "Marketing", "Sales"], all.Select(static context => context.ToString()));
        Assert.Equal(("e653b1db-db65-4b1b-93b0-5cbf2ac0b46c", "Revenue, cost and margin reporting"), (all[0].Id, all[0].Description));
        Assert.Equal("Ada Admin", all[0].CreatedByUser!.FullName);
        Assert.Empty(all[0].AdditionalProperties);
    }

    private static ApiServer Server() => new ApiServer()
        .On(Progress, Sample.Load("setup-progress.admin").Reply)
        .On(Context, Sample.Load("auth-context.key").Reply);
}
