using Owox.Http.Errors;
using Owox.Http.Requests;
using Owox.Queries;
using Owox.Rows;
using Owox.Rows.Verification;

namespace Owox;

/// <summary>The rows of data marts and reports.</summary>
public sealed class RowsClient
{
    private readonly ApiConnection _connection;

    internal RowsClient(ApiConnection connection) => _connection = connection;

    /// <summary>Starts a query and returns its rows as they arrive. Each call is a billed query.</summary>
    /// <exception cref="OwoxConfigurationException">The server would reject the query. No request was sent.</exception>
    public async Task<RowStream> OpenAsync(RowQuery query, CancellationToken cancellationToken)
    {
        var request = new ApiRequest(HttpMethod.Get, query.ToPathAndQuery()) { IsStream = true, Retry = RetryRules.Stream, RunContext = query.RunContext };
        try
        {
            var response = await _connection.SendAsync(request, cancellationToken, Messages(query)).ConfigureAwait(false);
            await NdjsonContentType.RequireAsync(response, request, cancellationToken).ConfigureAwait(false);
            return await RowStream.OpenAsync(response, _connection.Session.Options, new RunVerifier(query.DataMartId)).ConfigureAwait(false);
        }
        catch (OwoxNotFoundException notFound)
        {
            throw await DraftDetector.ExplainAsync(_connection, query.DataMartId, notFound, cancellationToken).ConfigureAwait(false);
        }
    }

    // The error response of the server lists the operators that it supports. Its version is not known before.
    private static ErrorMessageOverrides Messages(RowQuery query) => new()
    {
        ItemNotFound = query.ReportId is { } report ? ReportsClient.NotFoundMessage(report) : null,
        ItemNotFoundOption = query.ReportId is null ? null : ErrorOption.Reports,
        BadRequestRemedy = message => message.Contains("Invalid discriminator value") && !message.Contains("'is_blank'")
            && query is DataMartQuery { Filter: var rules } && rules.Any(static rule => rule.Operator is "is_blank" or "is_not_blank")
            ? "The operators is_blank and is_not_blank need a server of version 0.33 or later."
            : null,
    };

    /// <summary>
    /// Starts a query with the schema of the data mart. The schema is read while the query starts, or before it if the query specifies
    /// columns.
    /// </summary>
    /// <exception cref="OwoxConfigurationException">The query specifies a column that the data mart does not have. No query was started.</exception>
    public Task<RowStream> OpenAsync(RowQuery query, SchemaReader schema, CancellationToken cancellationToken) =>
        OpenAsync(query, schema, check: null, cancellationToken);

    /// <summary>Starts a query and checks the columns before it, as far as they are known; a null callback checks nothing.</summary>
    internal async Task<RowStream> OpenAsync(RowQuery query, SchemaReader schema, Action<RowLayout>? check, CancellationToken cancellationToken)
    {
        // An invalid query is rejected before any request is sent.
        _ = query.ToPathAndQuery();
        using var reading = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var known = schema.ReadAsync(_connection, query.DataMartId, reading.Token);
        RowStream? rows = null;
        try
        {
            if (query.NamedColumns.Any() || query.PreJoinFilters.Any() || check is not null)
            {
                var columns = await known.ConfigureAwait(false);
                columns.Require(query);
                check?.Invoke(query.Layout(columns));
            }

            rows = await OpenAsync(query, cancellationToken).ConfigureAwait(false);
            rows.Schema = await known.ConfigureAwait(false);
            rows.Layout = query.Layout(rows.Schema);
            return rows;
        }
        catch
        {
            // The schema is no longer needed.
            rows?.Dispose();
            reading.Cancel();
            throw;
        }
    }
}
