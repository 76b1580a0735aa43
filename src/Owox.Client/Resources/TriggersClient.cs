using Owox.Http;

namespace Owox;

/// <summary>The schedules of data marts.</summary>
public sealed class TriggersClient
{
    private const string ProjectPath = "/api/data-marts/scheduled-triggers";

    private readonly OwoxClient _client;

    internal TriggersClient(OwoxClient client) => _client = client;

    /// <summary>All schedules of the data marts that the session may see.</summary>
    public async Task<IReadOnlyList<Trigger>> ListAsync(CancellationToken cancellationToken)
    {
        var pages = new OffsetPager<Trigger>(ProjectPath, ReadAsync, static trigger => trigger.Id);
        var all = new List<Trigger>();
        while (await pages.NextAsync(_client, wanted: null, cancellationToken).ConfigureAwait(false) is { } page)
        {
            all.AddRange(page);
        }

        return all;
    }

    /// <summary>The schedules of one data mart; none for a data mart that the server does not know.</summary>
    public async Task<IReadOnlyList<Trigger>> ListAsync(DataMartReference dataMart, CancellationToken cancellationToken)
    {
        var path = $"/api/data-marts/{PathSegment.Encode(dataMart.Id)}/scheduled-triggers";
        var triggers = await _client.ListAsync(path, OwoxJsonContext.Default.Trigger, cancellationToken).ConfigureAwait(false);
        foreach (var trigger in triggers)
        {
            trigger.DataMart ??= dataMart;
        }

        return triggers;
    }

    private static async Task<Trigger[]> ReadAsync(OwoxClient client, string path, CancellationToken cancellationToken) =>
        (await client.GetAsync(path, OwoxJsonContext.Default.TriggerPage, cancellationToken).ConfigureAwait(false)).Triggers;
}
