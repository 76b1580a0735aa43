using Owox.Http.Requests;
using Owox.Resources;
using Owox.Resources.Paging;

namespace Owox;

/// <summary>The triggers of data marts.</summary>
public sealed class TriggersClient
{
    private const string ProjectPath = "/api/data-marts/scheduled-triggers";

    private readonly ApiConnection _connection;

    internal TriggersClient(ApiConnection connection) => _connection = connection;

    /// <summary>Lists the triggers of the data marts that the session has access to.</summary>
    public async Task<IReadOnlyList<Trigger>> ListAsync(CancellationToken cancellationToken)
    {
        var all = new List<Trigger>();
        await foreach (var page in Pager.ReadByOffsetAsync(ProjectPath, ReadAsync, static trigger => trigger.Id, cancellationToken: cancellationToken).ConfigureAwait(false))
        {
            all.AddRange(page.Items);
        }

        return all;
    }

    /// <summary>Lists the triggers of one data mart. The list is empty if the server does not know the data mart.</summary>
    public async Task<IReadOnlyList<Trigger>> ListAsync(DataMartReference dataMart, CancellationToken cancellationToken)
    {
        var path = $"/api/data-marts/{PathSegment.Encode(dataMart.Id)}/scheduled-triggers";
        var triggers = await _connection.ListAsync(path, OwoxJsonContext.Default.Trigger, cancellationToken).ConfigureAwait(false);
        foreach (var trigger in triggers)
        {
            trigger.DataMart ??= dataMart;
        }

        return triggers;
    }

    private async Task<Trigger[]> ReadAsync(string path, CancellationToken cancellationToken) =>
        (await _connection.GetAsync(path, OwoxJsonContext.Default.TriggerPage, cancellationToken).ConfigureAwait(false)).Triggers;
}
