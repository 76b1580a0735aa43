using System.Diagnostics;

namespace Owox.PowerShell.Completion;

/// <summary>
/// The lists and columns that completion reads from a server. Only the cached access token is used; without it no request is sent. A list
/// that does not arrive in time is empty, and is available when TAB is pressed again.
/// </summary>
internal sealed class CompletionDataSource(OwoxSession session, CompletionDeadline budget)
{
    // More items than on the first page are not useful.
    private const int MaxPages = 10;
    private const int RunsShown = 100;

    public IReadOnlyList<DataMart> DataMarts => Get("data marts", static (client, cancellationToken) => FirstPagesAsync(client.DataMarts.ListPagesAsync(), cancellationToken));

    public IReadOnlyList<Storage> Storages => Get("storages", static (client, cancellationToken) => client.Storages.ListAsync(ownerFilter: null, cancellationToken));

    public IReadOnlyList<Destination> Destinations =>
        Get("destinations", static (client, cancellationToken) => client.Destinations.ListAsync(ownerFilter: null, cancellationToken));

    public IReadOnlyList<Report> Reports => Get("reports", static (client, cancellationToken) => FirstPagesAsync(client.Reports.ListPagesAsync(), cancellationToken));

    public IReadOnlyList<InsightTemplate> InsightTemplates =>
        Get("insight templates", static (client, cancellationToken) => FirstPagesAsync(client.InsightTemplates.ListPagesAsync(), cancellationToken));

    public IReadOnlyList<ProjectContext> Contexts => Get("contexts", static (client, cancellationToken) => client.Projects.ListContextsAsync(cancellationToken));

    public IReadOnlyList<Credential> Credentials => Get("credentials", static (client, cancellationToken) => client.Credentials.ListAsync(cancellationToken));

    public IReadOnlyList<CredentialDefinition> CredentialDefinitions =>
        Get("credential definitions", static (client, cancellationToken) => client.Credentials.ListDefinitionsAsync(cancellationToken));

    public IReadOnlyList<Trigger> Triggers =>
        Get("triggers", static async (client, cancellationToken) => (Trigger[])[.. await client.Triggers.ListAsync(cancellationToken).ConfigureAwait(false)]);

    /// <summary>The API keys of the member; empty for the connection of an API key, which cannot list them.</summary>
    public IReadOnlyList<ApiKeyInfo> ApiKeys => session.Kind == CredentialType.Member
        ? Get("API keys", static (client, cancellationToken) => client.ApiKeys.ListAsync(includeRevoked: false, cancellationToken))
        : [];

    /// <summary>The license keys of the project; empty for the connection of an API key, which cannot list them.</summary>
    public IReadOnlyList<LicenseKeyInfo> LicenseKeys => session.Kind == CredentialType.Member
        ? Get("license keys", static (client, cancellationToken) => client.LicenseKeys.ListAsync(cancellationToken))
        : [];

    /// <summary>The newest runs of the project or of one data mart.</summary>
    public IReadOnlyList<Run> Runs(string? dataMartId) => Get(
        "runs of " + dataMartId,
        (client, cancellationToken) => client.Runs.ListNewestAsync(dataMartId, RunsShown, cancellationToken),
        ofRuns: true);

    /// <summary>The columns of a data mart, including joined columns.</summary>
    public IReadOnlyList<DataMartColumn> Columns(string dataMartId) =>
        Get("columns of " + dataMartId, (client, cancellationToken) => client.Schema.ListColumnsAsync(dataMartId, cancellationToken));

    private static async Task<T[]> FirstPagesAsync<T>(IAsyncEnumerable<Page<T>> pages, CancellationToken cancellationToken)
    {
        var (items, count) = (new List<T>(), 0);
        await foreach (var page in pages.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            items.AddRange(page.Items);
            if (++count == MaxPages)
            {
                break;
            }
        }

        return [.. items];
    }

    private IReadOnlyList<T> Get<T>(string name, Func<OwoxClient, CancellationToken, Task<T[]>> query, bool ofRuns = false)
    {
        var task = CompletionCache.ForSession(session).Find<T>(name, ofRuns, () =>
            session.CachedToken is null ? null : cancellationToken => query(new OwoxClient(session) { AllowsSignIn = false }, cancellationToken));
        return budget.Await(task) ?? [];
    }
}

/// <summary>The time that one press of TAB may wait for all responses together.</summary>
internal sealed class CompletionDeadline
{
    private readonly Stopwatch _watch = Stopwatch.StartNew();

    /// <summary>The result of the task if it arrives in time, or null if it is late or fails. A late task continues.</summary>
    public T? Await<T>(Task<T> task)
        where T : class
    {
        var left = ModuleTimings.Current.CompletionTimeout - _watch.Elapsed;
        if (!task.IsCompleted && left > TimeSpan.Zero)
        {
            // Wait would throw the exception of the task.
            ((IAsyncResult)task).AsyncWaitHandle.WaitOne(left);
        }

        return task.Status == TaskStatus.RanToCompletion ? task.GetAwaiter().GetResult() : null;
    }
}
