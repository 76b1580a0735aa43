using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace Owox.PowerShell.Completion;

/// <summary>
/// What completion asks a server for: lists and columns, never rows. Uses the access token that is at hand; where there
/// is none, nothing is asked. What is not known in time is empty, and there at the next press of TAB.
/// </summary>
internal sealed class Lookups(OwoxSession session, TabBudget budget)
{
    // Further pages would keep a server busy for a list that nobody reads.
    private const int MostPages = 10;
    private const int RunsShown = 100;

    public IReadOnlyList<DataMart> DataMarts => Get("data marts", AllDataMartsAsync);

    public IReadOnlyList<Storage> Storages => Get("storages", static (client, stop) => client.ListStoragesAsync(ownerFilter: null, stop));

    public IReadOnlyList<Destination> Destinations =>
        Get("destinations", static (client, stop) => client.ListDestinationsAsync(ownerFilter: null, stop));

    public IReadOnlyList<Report> Reports => Get("reports", static (client, stop) => SomeAsync(client, ReportResource.Pager(ownerFilter: null), stop));

    public IReadOnlyList<InsightTemplate> InsightTemplates =>
        Get("insight templates", static (client, stop) => SomeAsync(client, InsightTemplateResource.Pager(), stop));

    public IReadOnlyList<ProjectContext> Contexts => Get("contexts", static (client, stop) => client.Project.ListContextsAsync(stop));

    public IReadOnlyList<Trigger> Triggers =>
        Get("triggers", static async (client, stop) => (Trigger[])[.. await client.Triggers.ListAsync(stop).ConfigureAwait(false)]);

    /// <summary>The member's API keys; none over a connection of an API key, which may not see them.</summary>
    public IReadOnlyList<ApiKeyInfo> ApiKeys => session.Kind == ConnectionKind.Member
        ? Get("API keys", static (client, stop) => client.ApiKeys.ListAsync(includeRevoked: false, stop))
        : [];

    /// <summary>The newest runs of the project, or of one data mart.</summary>
    public IReadOnlyList<Run> Runs(string? dataMartId) => Get(
        "runs of " + dataMartId,
        async (client, stop) => await new RunPager(dataMartId).NextAsync(client, RunsShown, stop).ConfigureAwait(false) ?? [],
        ofRuns: true);

    /// <summary>The columns of a data mart, joined ones included.</summary>
    public IReadOnlyList<DataMartColumn> Columns(string dataMartId) =>
        Get("columns of " + dataMartId, (client, stop) => client.Models.ColumnsAsync(dataMartId, stop));

    private static async Task<DataMart[]> AllDataMartsAsync(OwoxClient client, CancellationToken stop)
    {
        var (pager, all) = (new DataMartPager(ownerFilter: null, offset: 0), new List<DataMart>());
        for (var page = 0; page < MostPages && await pager.NextAsync(client, stop).ConfigureAwait(false) is { } next; page++)
        {
            all.AddRange(next.Items);
        }

        return [.. all];
    }

    private static async Task<T[]> SomeAsync<T>(OwoxClient client, OffsetPager<T> pager, CancellationToken stop)
    {
        var some = new List<T>();
        for (var page = 0; page < MostPages && await pager.NextAsync(client, wanted: null, stop).ConfigureAwait(false) is { } next; page++)
        {
            some.AddRange(next);
        }

        return [.. some];
    }

    private IReadOnlyList<T> Get<T>(string name, Func<OwoxClient, CancellationToken, Task<T[]>> look, bool ofRuns = false)
    {
        var task = LookupCache.Of(session).Find<T>(name, ofRuns, () =>
            session.TokenAtHand is null ? null : stop => look(new OwoxClient(session) { SignsIn = false }, stop));
        return budget.Await(task) ?? [];
    }
}
