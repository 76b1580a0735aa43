using Owox.Audit;
using Owox.Files;
using Owox.Http.Requests;
using Owox.RawRequests;
using Owox.Rows;
using Owox.Rows.Verification;

namespace Owox;

/// <summary>Sends requests to any path of the API.</summary>
public sealed class RawClient
{
    private const string RowsOnly = "application/x-ndjson";
    private const string RowsOrAny = "application/x-ndjson, application/json, */*;q=0.8";
    private const string DataMartRows = "/api/external/http-data/data-marts/";
    private const string ReportRows = "/api/external/http-data/reports/";
    private const string RowsEnding = ".ndjson";

    private readonly ApiConnection _connection;

    internal RawClient(ApiConnection connection) => _connection = connection;

    /// <summary>Sends a request and reads the entire response.</summary>
    public async Task<RawResponse> SendAsync(RawRequest call, CancellationToken cancellationToken)
    {
        var request = call.Request();
        var response = await _connection.SendAsync(request, cancellationToken).ConfigureAwait(false);
        return await RawResponse.ReadAsync(response, request).ConfigureAwait(false);
    }

    /// <summary>Sends a request for a list, and for each of its next pages.</summary>
    /// <inheritdoc cref="RawPage.ReadAllAsync" path="/exception"/>
    public IAsyncEnumerable<RawPage> ListPagesAsync(RawRequest first) => RawPage.ReadAllAsync(this, first);

    /// <summary>Sends a request and returns the rows of the response as they arrive.</summary>
    /// <exception cref="OwoxApiException">The server returned an error response, or the response does not contain rows.</exception>
    public async Task<RowStream> OpenRowsAsync(RawRequest call, CancellationToken cancellationToken)
    {
        var request = call.StreamRequest(RowsOnly);
        var response = await _connection.SendAsync(request, cancellationToken).ConfigureAwait(false);
        await NdjsonContentType.RequireAsync(response, request, cancellationToken).ConfigureAwait(false);
        return await OpenAsync(response, call).ConfigureAwait(false);
    }

    /// <summary>Sends a request and writes the response to a file. The file gets its final name only when it is complete.</summary>
    /// <returns>The properties of the file and of its rows.</returns>
    /// <inheritdoc cref="RowExporter.ToFileAsync" path="/exception"/>
    public async Task<SavedResponse> SaveAsync(RawRequest call, FileExportOptions target, CancellationToken cancellationToken)
    {
        // Before the request: if the file cannot be written, no request should be sent.
        using var file = new RowFileWriter(target, _connection.Session.Options.Timings);
        var request = call.StreamRequest(RowsOrAny);
        var response = await _connection.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (!NdjsonContentType.IsRows(response.Content.Headers.ContentType?.MediaType))
        {
            await DownloadAsync(file, response, request, cancellationToken).ConfigureAwait(false);
            await ReplaceTargetAsync(file, cancellationToken).ConfigureAwait(false);
            return new SavedResponse { Warnings = file.Warnings };
        }

        using var rows = await OpenAsync(response, call).ConfigureAwait(false);
        while (await rows.ReadAsync(file, cancellationToken).ConfigureAwait(false))
        {
            // The rows have been written to the file.
        }

        RunVerification verification;
        if (IsOfRun(call.Path))
        {
            verification = await RowExporter.FinishAsync(_connection, target.Path, file, rows, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            // Rows from other paths have no run that could confirm them.
            verification = await rows.VerifyAsync(_connection, cancellationToken).ConfigureAwait(false);
            await ReplaceTargetAsync(file, cancellationToken).ConfigureAwait(false);
        }

        await rows.CloseAsync(cancellationToken).ConfigureAwait(false);
        return new SavedResponse { Rows = rows.RowsReceived, RunId = rows.RunId, Verification = verification, Warnings = [.. file.Warnings, .. rows.Warnings] };
    }

    private async Task DownloadAsync(RowFileWriter file, HttpResponseMessage response, ApiRequest request, CancellationToken cancellationToken)
    {
        using (response)
        {
            string? error = null;
            try
            {
                await ResponseDownloader.ToAsync(file, response, request, _connection.Session, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception e)
            {
                error = AuditEvent.ReasonOf(e);
                throw;
            }
            finally
            {
                await response.CompleteAuditAsync(rows: null, error, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static async Task ReplaceTargetAsync(RowFileWriter file, CancellationToken cancellationToken)
    {
        await file.CompleteAsync(columns: null).ConfigureAwait(false);
        await file.ReplaceTargetAsync(cancellationToken).ConfigureAwait(false);
    }

    private static bool IsOfRun(string path) => (IdIn(path, DataMartRows) ?? IdIn(path, ReportRows)) is not null;

    private Task<RowStream> OpenAsync(HttpResponseMessage response, RawRequest call) =>
        RowStream.OpenAsync(response, _connection.Session.Options, new RunVerifier((connection, cancellationToken) => DataMartOfAsync(connection, call.Path, cancellationToken)));

    // The record of a run is found by its data mart: the path contains its ID or the ID of its report.
    private static async Task<string?> DataMartOfAsync(ApiConnection connection, string path, CancellationToken cancellationToken) =>
        IdIn(path, DataMartRows)
        ?? (IdIn(path, ReportRows) is { } report ? (await new ReportsClient(connection).GetAsync(report, cancellationToken).ConfigureAwait(false)).DataMartId : null);

    private static string? IdIn(string path, string rows) =>
        path.StartsWith(rows, StringComparison.Ordinal) && path.EndsWith(RowsEnding, StringComparison.Ordinal)
            ? Uri.UnescapeDataString(path.Substring(rows.Length, path.Length - rows.Length - RowsEnding.Length))
            : null;
}

/// <summary>A response that was written to a file.</summary>
public sealed record SavedResponse
{
    /// <summary>The number of rows, or null if the response does not contain rows.</summary>
    public long? Rows { get; init; }

    /// <summary>The ID of the run, or null if the server did not return one.</summary>
    public string? RunId { get; init; }

    /// <summary>Whether the server's record of the run confirms the rows, or null if the response does not contain rows.</summary>
    public RunVerification? Verification { get; init; }

    /// <summary>Warnings about the file, as sentences.</summary>
    internal IReadOnlyList<string> Warnings { get; init; } = [];
}
