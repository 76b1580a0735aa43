using System.Text.Json.Serialization.Metadata;
using Owox.Http;
using Owox.Streaming;

namespace Owox;

/// <summary>The calls of the OWOX Data Marts API, over a session. Cheap to make: one for each observer.</summary>
public sealed class OwoxClient(OwoxSession session, IRequestObserver? observer = null)
{
    public OwoxSession Session { get; } = session;

    /// <summary>The member's API keys.</summary>
    /// <exception cref="OwoxConfigurationException">The session itself uses an API key, which the server lets manage no keys.</exception>
    public ApiKeysClient ApiKeys => new(this);

    /// <summary>The runs of data marts.</summary>
    public RunsClient Runs => new(this);

    /// <summary>The schedules of data marts.</summary>
    public TriggersClient Triggers => new(this);

    /// <summary>How the data-quality checks of data marts came out.</summary>
    public DataQualityClient DataQuality => new(this);

    /// <summary>The plugins of the Gallery, for those who publish them.</summary>
    public PluginsClient Plugins => new(this);

    /// <summary>The project that the session belongs to.</summary>
    public ProjectsClient Project => new(this);

    /// <summary>The project's reports.</summary>
    public ReportsClient Reports => new(this);

    /// <summary>The project's insight templates.</summary>
    public InsightTemplatesClient InsightTemplates => new(this);

    /// <summary>The columns of data marts, and how they are joined.</summary>
    public SchemaClient Models => new(this);

    /// <summary>Any other call.</summary>
    public RawClient Api => new(this);

    internal AuthenticatedSender Pipeline => field ??= new AuthenticatedSender(Session, observer, AllowsSignIn);

    /// <summary>False makes each call once, with the token that is at hand: nothing is signed in, renewed or sent again.</summary>
    internal bool AllowsSignIn { get; init; } = true;

    /// <summary>Gets an access token, unless one is at hand: proves that the credential is good.</summary>
    public async Task AuthenticateAsync(CancellationToken cancellationToken) =>
        await Session.GetTokenAsync(observer, cancellationToken).ConfigureAwait(false);

    /// <summary>Gets a fresh access token, whatever is at hand; a token that was handed over stays, for nothing could replace it.</summary>
    public async Task ReauthenticateAsync(CancellationToken cancellationToken)
    {
        if (Session.Kind == CredentialType.ApiKey)
        {
            Session.InvalidateToken(await Session.GetTokenAsync(observer, cancellationToken).ConfigureAwait(false));
        }

        await AuthenticateAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Whom the session stands for; null where the server is too old to tell.</summary>
    public async Task<AuthContext?> GetAuthContextAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await GetAsync("/api/auth/context", OwoxJsonContext.Default.AuthContext, cancellationToken).ConfigureAwait(false);
        }
        catch (OwoxNotFoundException)
        {
            return null;
        }
    }

    /// <summary>One data mart.</summary>
    public Task<DataMart> GetDataMartAsync(string id, CancellationToken cancellationToken) =>
        GetAsync("/api/data-marts/" + PathSegment.Encode(id), OwoxJsonContext.Default.DataMart, cancellationToken);

    /// <summary>One data mart, and the time by the server's clock; null where it does not tell.</summary>
    internal async Task<(DataMart Mart, DateTimeOffset? Time)> GetDataMartAndTimeAsync(string id, CancellationToken cancellationToken)
    {
        var request = new ApiRequest(HttpMethod.Get, "/api/data-marts/" + PathSegment.Encode(id));
        using var response = await Pipeline.SendAsync(request, cancellationToken).ConfigureAwait(false);
        using var answer = await JsonResponseReader.ReadDocumentAsync(response, request).ConfigureAwait(false);
        return (JsonResponseReader.Bind(answer.RootElement, OwoxJsonContext.Default.DataMart, request), response.Headers.Date);
    }

    /// <summary>All storages that the session may see.</summary>
    public Task<Storage[]> ListStoragesAsync(string? ownerFilter, CancellationToken cancellationToken) =>
        ListAsync(WithOwnerFilter("/api/data-storages", ownerFilter), OwoxJsonContext.Default.Storage, cancellationToken);

    /// <summary>One storage.</summary>
    public Task<Storage> GetStorageAsync(string id, CancellationToken cancellationToken) =>
        GetAsync("/api/data-storages/" + PathSegment.Encode(id), OwoxJsonContext.Default.Storage, cancellationToken);

    /// <summary>All destinations that the session may see.</summary>
    public Task<Destination[]> ListDestinationsAsync(string? ownerFilter, CancellationToken cancellationToken) =>
        ListAsync(WithOwnerFilter("/api/data-destinations", ownerFilter), OwoxJsonContext.Default.Destination, cancellationToken);

    /// <summary>One destination.</summary>
    public Task<Destination> GetDestinationAsync(string id, CancellationToken cancellationToken) =>
        GetAsync("/api/data-destinations/" + PathSegment.Encode(id), OwoxJsonContext.Default.Destination, cancellationToken);

    /// <summary>What fits the words, the best first.</summary>
    /// <exception cref="OwoxConfigurationException">The server would refuse the search; nothing was sent.</exception>
    public Task<SearchHit[]> SearchAsync(SearchQuery query, CancellationToken cancellationToken) =>
        ListAsync(query.ToPathAndQuery(), OwoxJsonContext.Default.SearchHit, cancellationToken);

    /// <summary>The record of one run.</summary>
    public async Task<Run> GetRunAsync(string dataMartId, string runId, CancellationToken cancellationToken) =>
        (await GetAsync(RunsClient.RunPath(dataMartId, runId), OwoxJsonContext.Default.Run, cancellationToken).ConfigureAwait(false)).WithDataMartId(dataMartId);

    /// <summary>Starts a query and gives its rows as they arrive. Each call is a billed query.</summary>
    /// <exception cref="OwoxConfigurationException">The server would refuse the query; nothing was sent.</exception>
    public async Task<RowStream> OpenRowsAsync(RowQuery query, CancellationToken cancellationToken)
    {
        var request = new ApiRequest(HttpMethod.Get, query.ToPathAndQuery()) { IsStream = true, Retry = RetryRules.Stream };
        try
        {
            var response = await Pipeline.SendAsync(request, cancellationToken).ConfigureAwait(false);
            NdjsonContentType.Check(response, request);
            return await RowStream.OpenAsync(response, Session.Options, new RunVerifier(query.DataMartId)).ConfigureAwait(false);
        }
        catch (OwoxNotFoundException notFound)
        {
            throw await DraftDetector.ExplainAsync(this, query.DataMartId, notFound, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The same with what the data mart's schema tells of the columns. It is read while the query starts, and before it where the query names columns.</summary>
    /// <exception cref="OwoxConfigurationException">The query names a column that the data mart does not have; nothing was queried.</exception>
    public Task<RowStream> OpenRowsAsync(RowQuery query, SchemaReader schema, CancellationToken cancellationToken) =>
        OpenRowsAsync(query, schema, check: null, cancellationToken);

    /// <summary>The same with a check of the columns before the query, as far as they are known then; null for none.</summary>
    internal async Task<RowStream> OpenRowsAsync(RowQuery query, SchemaReader schema, Action<RowLayout>? check, CancellationToken cancellationToken)
    {
        // A query that the server would reject is found without any request.
        _ = query.ToPathAndQuery();
        using var reading = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var known = schema.ReadAsync(this, query.DataMartId, reading.Token);
        RowStream? rows = null;
        try
        {
            if (query.NamedColumns.Any() || check is not null)
            {
                var columns = await known.ConfigureAwait(false);
                columns.Require(query);
                check?.Invoke(query.Layout(columns));
            }

            rows = await OpenRowsAsync(query, cancellationToken).ConfigureAwait(false);
            rows.Schema = await known.ConfigureAwait(false);
            rows.Layout = query.Layout(rows.Schema);
            return rows;
        }
        catch
        {
            // Nothing waits for the schema any more.
            rows?.Dispose();
            reading.Cancel();
            throw;
        }
    }

    internal static string WithOwnerFilter(string path, string? ownerFilter) =>
        ownerFilter is null ? path : path + "?ownerFilter=" + Uri.EscapeDataString(ownerFilter);

    internal async Task<T> GetAsync<T>(string path, JsonTypeInfo<T> contract, CancellationToken cancellationToken)
        where T : class
    {
        var request = new ApiRequest(HttpMethod.Get, path);
        using var answer = await Pipeline.ReadJsonAsync(request, cancellationToken).ConfigureAwait(false);
        return JsonResponseReader.Bind(answer.RootElement, contract, request);
    }

    internal async Task<T[]> ListAsync<T>(string path, JsonTypeInfo<T> contract, CancellationToken cancellationToken)
        where T : class
    {
        var request = new ApiRequest(HttpMethod.Get, path);
        using var answer = await Pipeline.ReadJsonAsync(request, cancellationToken).ConfigureAwait(false);
        return JsonResponseReader.BindArray(answer.RootElement, contract, request);
    }
}
