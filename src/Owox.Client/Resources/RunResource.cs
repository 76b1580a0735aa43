using System;
using System.Linq;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using Owox.Http;

namespace Owox;

/// <summary>The runs of data marts.</summary>
public sealed class RunResource
{
    internal const string ProjectPath = "/api/data-marts/runs";

    private readonly OwoxClient _client;

    internal RunResource(OwoxClient client) => _client = client;

    /// <summary>Starts a run of a connector. Never sent twice: a second try could start a second run.</summary>
    /// <returns>The ID of the run.</returns>
    public Task<string> StartAsync(string dataMartId, RunPayload payload, CancellationToken cancellationToken) =>
        StartAsync($"{Mart(dataMartId)}/manual-run", payload.ToRequestBody(), cancellationToken);

    /// <summary>Starts a run of the data-quality checks that the data mart has. Never sent twice.</summary>
    /// <returns>The ID of the run.</returns>
    public Task<string> StartDataQualityAsync(string dataMartId, CancellationToken cancellationToken) =>
        StartAsync($"{Mart(dataMartId)}/data-quality/runs", "{}"u8.ToArray(), cancellationToken);

    /// <summary>Cancels a run. A run that is cancelled already is refused (409), so this may be sent again.</summary>
    public async Task CancelAsync(string dataMartId, string runId, CancellationToken cancellationToken)
    {
        var request = new ApiRequest(HttpMethod.Post, $"{At(dataMartId, runId)}/cancel");
        using var response = await _client.Pipeline.SendAsync(request, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The record of a run whose data mart is not known: the project's runs are gone through until it is there.</summary>
    /// <exception cref="OwoxNotFoundException">It is not among the runs that the session may see.</exception>
    public async Task<Run> FindAsync(string runId, CancellationToken cancellationToken)
    {
        var pages = new RunPager(dataMartId: null);
        while (await pages.NextAsync(_client, wanted: null, cancellationToken).ConfigureAwait(false) is { } page)
        {
            if (page.FirstOrDefault(run => string.Equals(run.Id, runId, StringComparison.OrdinalIgnoreCase)) is { } run)
            {
                return run;
            }
        }

        throw new OwoxNotFoundException(
            ErrorReason.NotFound,
            $"There is no run {ServerText.Clean(runId, [])} among those that this connection may see. "
            + (pages.IsCutOff
                ? "The server lists no more than the newest 100,000 of a project: name the data mart that it belongs to, which lists all of its own."
                : "Check the ID, and that it belongs to the connection's project."),
            new ApiRefusal(404, "GET", ProjectPath));
    }

    internal static string Of(string dataMartId) => $"{Mart(dataMartId)}/runs";

    internal static string At(string dataMartId, string runId) => $"{Of(dataMartId)}/{Uri.EscapeDataString(runId)}";

    /// <summary>Looks at a run once, without trying again: for those who look again anyway.</summary>
    internal async Task<Run> LookAsync(string dataMartId, string runId, CancellationToken cancellationToken)
    {
        var request = new ApiRequest(HttpMethod.Get, At(dataMartId, runId)) { Retry = RetryRules.Never };
        using var answer = await _client.Pipeline.ReadJsonAsync(request, cancellationToken).ConfigureAwait(false);
        return JsonBody.Bind(answer.RootElement, Contracts.Default.Run, request).Of(dataMartId);
    }

    private static string Mart(string dataMartId) => "/api/data-marts/" + Uri.EscapeDataString(dataMartId);

    private async Task<string> StartAsync(string path, byte[] body, CancellationToken cancellationToken)
    {
        var request = ApiRequest.WithJson(HttpMethod.Post, path, body) with { Retry = RetryRules.Never };
        using var answer = await _client.Pipeline.ReadJsonAsync(request, cancellationToken).ConfigureAwait(false);
        return JsonBody.Bind(answer.RootElement, Contracts.Default.StartedRun, request).RunId;
    }
}
