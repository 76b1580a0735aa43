using System;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using Owox.Files;
using Owox.Raw;
using Owox.Streaming;

namespace Owox;

/// <summary>Calls any path of the API, for what has no method of its own.</summary>
public sealed class ApiCaller
{
    private const string RowsOnly = "application/x-ndjson";
    private const string RowsOrAny = "application/x-ndjson, application/json, */*;q=0.8";
    private const string DataMartRows = "/api/external/http-data/data-marts/";
    private const string ReportRows = "/api/external/http-data/reports/";
    private const string RowsEnding = ".ndjson";

    private readonly OwoxClient _client;

    internal ApiCaller(OwoxClient client) => _client = client;

    /// <summary>Sends a call and reads the answer whole.</summary>
    public async Task<ApiAnswer> SendAsync(ApiCall call, CancellationToken cancellationToken)
    {
        var request = call.Request();
        var response = await _client.Pipeline.SendAsync(request, cancellationToken).ConfigureAwait(false);
        return await ApiAnswer.ReadAsync(response, request).ConfigureAwait(false);
    }

    /// <summary>Sends a call and gives the rows of the answer as they arrive.</summary>
    /// <exception cref="OwoxApiException">Among others: the answer is no rows.</exception>
    public async Task<RowStream> OpenRowsAsync(ApiCall call, CancellationToken cancellationToken)
    {
        var request = call.StreamRequest(RowsOnly);
        var response = await _client.Pipeline.SendAsync(request, cancellationToken).ConfigureAwait(false);
        RowContent.Check(response, request);
        return await OpenAsync(response, call).ConfigureAwait(false);
    }

    /// <summary>Sends a call and writes the answer to a file, which appears only when it is whole.</summary>
    /// <returns>What is known of the rows; null when the answer was something else.</returns>
    public async Task<SavedRows?> SaveAsync(ApiCall call, ExportTarget target, CancellationToken cancellationToken)
    {
        // Before the call: a file that cannot be written must not cost one.
        using var file = new RowFile(target);
        var response = await _client.Pipeline.SendAsync(call.StreamRequest(RowsOrAny), cancellationToken).ConfigureAwait(false);
        if (!RowContent.IsRows(response.Content.Headers.ContentType?.MediaType))
        {
            using (response)
            {
                await BodyCopy.ToAsync(file, response, _client.Session, cancellationToken).ConfigureAwait(false);
            }

            file.Finish(columns: null);
            return null;
        }

        using var rows = await OpenAsync(response, call).ConfigureAwait(false);
        while (await rows.ReadAsync(file, cancellationToken).ConfigureAwait(false))
        {
            // The file has them.
        }

        var proof = await rows.VerifyAsync(_client, cancellationToken).ConfigureAwait(false);
        file.Finish(columns: null);
        return new SavedRows(rows.RowsReceived, rows.RunId, proof);
    }

    private Task<RowStream> OpenAsync(HttpResponseMessage response, ApiCall call) =>
        RowStream.OpenAsync(response, _client.Session.Options, new RunVerifier((client, stop) => DataMartOfAsync(client, call.Path, stop)));

    // The record of a run is found by its data mart, which the path names, or the report that the path names.
    private static async Task<string?> DataMartOfAsync(OwoxClient client, string path, CancellationToken stop) =>
        IdIn(path, DataMartRows)
        ?? (IdIn(path, ReportRows) is { } report ? (await client.Reports.GetAsync(report, stop).ConfigureAwait(false)).DataMartId : null);

    private static string? IdIn(string path, string rows) =>
        path.StartsWith(rows, StringComparison.Ordinal) && path.EndsWith(RowsEnding, StringComparison.Ordinal)
            ? Uri.UnescapeDataString(path.Substring(rows.Length, path.Length - rows.Length - RowsEnding.Length))
            : null;
}

/// <summary>Rows that went to a file.</summary>
/// <param name="Rows">How many.</param>
/// <param name="RunId">The server's ID of the run; null when it gave none.</param>
/// <param name="Proof">Whether the server's record of the run confirms them.</param>
public sealed record SavedRows(long Rows, string? RunId, RunVerification Proof);
