using System;
using System.Threading;
using System.Threading.Tasks;

namespace Owox;

/// <summary>The project's reports.</summary>
public sealed class ReportResource
{
    private const string Path = "/api/reports";

    private readonly OwoxClient _client;

    internal ReportResource(OwoxClient client) => _client = client;

    /// <summary>Walks all reports that the session may see, the newest first.</summary>
    /// <param name="ownerFilter"><c>has_owners</c>, <c>no_owners</c>, or null for all.</param>
    internal static OffsetPager<Report> Pager(string? ownerFilter) => new(
        OwoxClient.WithOwnerFilter(Path, ownerFilter),
        static (client, path, stop) => client.ListAsync(path, Contracts.Default.Report, stop),
        static report => report.Id);

    /// <summary>The reports of one data mart; none where the data mart is not there, either.</summary>
    public Task<Report[]> OfDataMartAsync(string dataMartId, CancellationToken cancellationToken) =>
        _client.ListAsync($"{Path}/data-mart/{Uri.EscapeDataString(dataMartId)}", Contracts.Default.Report, cancellationToken);

    /// <summary>One report.</summary>
    public Task<Report> GetAsync(string id, CancellationToken cancellationToken) =>
        _client.GetAsync($"{Path}/{Uri.EscapeDataString(id)}", Contracts.Default.Report, cancellationToken);
}
