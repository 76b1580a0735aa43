using Owox.Errors;
using Owox.Http.Errors;
using Owox.Http.Json;
using Owox.Http.Requests;
using Owox.Redaction;
using Owox.Resources;
using Owox.Resources.Paging;

namespace Owox;

/// <summary>The runs of data marts.</summary>
public sealed class RunsClient
{
    // The start of the error message of a server (0.35 and later) that limits the number of days in one run.
    private const string BackfillTooLong = "Manual backfill is limited to";

    private const string ProjectPath = "/api/data-marts/runs";

    // In the list of a project, the server treats larger offsets like this one.
    private const int MaxOffsetOfProject = 100_000;

    private static readonly ErrorMessageOverrides StartErrors = new()
    {
        BadRequestOption = static message => message.StartsWith(BackfillTooLong, StringComparison.OrdinalIgnoreCase) ? ErrorOption.Split : null,
    };

    private readonly ApiConnection _connection;

    internal RunsClient(ApiConnection connection) => _connection = connection;

    /// <summary>Starts a connector run. The request is never retried, because a second request could start a second run.</summary>
    /// <returns>The ID of the run.</returns>
    /// <exception cref="OwoxConnectionException">No response was received. The run may have been started.</exception>
    public Task<string> StartAsync(string dataMartId, RunPayload payload, CancellationToken cancellationToken) =>
        StartAsync($"{Mart(dataMartId)}/manual-run", payload.ToRequestBody(), cancellationToken);

    /// <summary>Starts a run of the data-quality checks of the data mart. The request is never retried.</summary>
    /// <returns>The ID of the run.</returns>
    /// <exception cref="OwoxConnectionException">No response was received. The run may have been started.</exception>
    public Task<string> StartDataQualityAsync(string dataMartId, CancellationToken cancellationToken) =>
        StartAsync($"{Mart(dataMartId)}/data-quality/runs", "{}"u8.ToArray(), cancellationToken);

    /// <summary>Cancels a run. The server rejects the request (409) if the run is already canceled.</summary>
    /// <exception cref="OwoxConfigurationException">The ID is invalid. No request was sent.</exception>
    /// <exception cref="OwoxNotFoundException">The run does not exist, or the session has no access to it.</exception>
    /// <exception cref="OwoxConnectionException">No response was received. The run may have been canceled.</exception>
    public async Task CancelAsync(string dataMartId, string runId, CancellationToken cancellationToken)
    {
        var request = new ApiRequest(HttpMethod.Post, $"{RunPath(dataMartId, runId)}/cancel") { HowToCheck = "Read the run to see whether it was canceled." };
        using var response = await _connection.SendAsync(request, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Returns the record of a run whose data mart is unknown. The runs of the project are listed until the run is found.</summary>
    /// <exception cref="OwoxNotFoundException">The run is not among the runs that the session has access to.</exception>
    public async Task<Run> FindAsync(string runId, CancellationToken cancellationToken)
    {
        var isTruncated = false;
        await foreach (var page in ListPagesAsync().WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            isTruncated = page.IsTruncated;
            if (page.Items.FirstOrDefault(run => string.Equals(run.Id, runId, StringComparison.OrdinalIgnoreCase)) is { } run)
            {
                return run;
            }
        }

        throw new OwoxNotFoundException(
            ErrorReason.NotFound,
            $"There is no run with the ID {ServerTextSanitizer.Sanitize(runId, [])}, or this connection does not have access to it. "
            + (isTruncated
                ? "The server lists only the newest 100,000 runs of a project. Specify the data mart of the run: all runs of a data mart are listed."
                : "Check the ID, and that it belongs to the connection's project."),
            new ApiErrorResponse(404, "GET", ProjectPath));
    }

    /// <summary>Lists the runs of a data mart or of the project, newest first.</summary>
    /// <param name="dataMartId">The data mart; null for the project.</param>
    /// <param name="maxItems">The maximum number of runs on a page; null for the maximum of the server.</param>
    public IAsyncEnumerable<Page<Run>> ListPagesAsync(string? dataMartId = null, int? maxItems = null) => Pager.ReadByOffsetAsync(
        ListPath(dataMartId),
        (path, cancellationToken) => ReadPageAsync(path, dataMartId, cancellationToken),
        static run => run.Id,
        maxItems,
        dataMartId is null ? MaxOffsetOfProject : null);

    /// <summary>Returns the newest runs of a data mart or of the project, with a single request.</summary>
    /// <param name="dataMartId">The data mart; null for the project.</param>
    /// <param name="maxItems">The maximum number of runs, at most 100.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    public Task<Run[]> ListNewestAsync(string? dataMartId, int maxItems, CancellationToken cancellationToken) =>
        ReadPageAsync(FormattableString.Invariant($"{ListPath(dataMartId)}?limit={maxItems}&offset=0"), dataMartId, cancellationToken);

    /// <summary>Returns the record of one run.</summary>
    /// <exception cref="OwoxConfigurationException">The ID is invalid. No request was sent.</exception>
    /// <exception cref="OwoxNotFoundException">The run does not exist, or the session has no access to it.</exception>
    public async Task<Run> GetAsync(string dataMartId, string runId, CancellationToken cancellationToken) =>
        (await _connection.GetAsync(RunPath(dataMartId, runId), OwoxJsonContext.Default.Run, cancellationToken).ConfigureAwait(false)).WithDataMartId(dataMartId);

    private static string RunsPath(string dataMartId) => $"{Mart(dataMartId)}/runs";

    internal static string RunPath(string dataMartId, string runId) => $"{RunsPath(dataMartId)}/{PathSegment.Encode(runId)}";

    /// <summary>Returns the record of a run without retries. For callers that poll.</summary>
    internal async Task<Run> GetOnceAsync(string dataMartId, string runId, CancellationToken cancellationToken)
    {
        var request = new ApiRequest(HttpMethod.Get, RunPath(dataMartId, runId)) { Retry = RetryRules.Never };
        using var document = await _connection.ReadJsonAsync(request, cancellationToken).ConfigureAwait(false);
        return JsonResponseReader.Bind(document.RootElement, OwoxJsonContext.Default.Run, request).WithDataMartId(dataMartId);
    }

    private static string ListPath(string? dataMartId) => dataMartId is null ? ProjectPath : RunsPath(dataMartId);

    private async Task<Run[]> ReadPageAsync(string path, string? dataMartId, CancellationToken cancellationToken)
    {
        var page = await _connection.GetAsync(path, OwoxJsonContext.Default.RunPage, cancellationToken).ConfigureAwait(false);
        return Array.ConvertAll(page.Runs, run => run.WithDataMartId(dataMartId));
    }

    private static string Mart(string dataMartId) => "/api/data-marts/" + PathSegment.Encode(dataMartId);

    private async Task<string> StartAsync(string path, byte[] body, CancellationToken cancellationToken)
    {
        var request = ApiRequest.WithJson(HttpMethod.Post, path, body) with
        {
            Retry = RetryRules.Never,
            HowToCheck = "List the runs of the data mart before you start another run, because this run may have been started.",
        };
        using var document = await _connection.ReadJsonAsync(request, cancellationToken, StartErrors).ConfigureAwait(false);
        return JsonResponseReader.Bind(document.RootElement, OwoxJsonContext.Default.StartedRun, request).RunId;
    }
}
