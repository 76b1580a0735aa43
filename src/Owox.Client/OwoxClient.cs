using System;
using System.Net.Http;
using System.Text.Json.Serialization.Metadata;
using System.Threading;
using System.Threading.Tasks;
using Owox.Http;
using Owox.Streaming;

namespace Owox;

/// <summary>The calls of the OWOX Data Marts API, over a session. Cheap to make: one for each observer.</summary>
public sealed class OwoxClient(OwoxSession session, ICallObserver? observer = null)
{
    public OwoxSession Session { get; } = session;

    /// <summary>The member's API keys.</summary>
    /// <exception cref="OwoxConfigurationException">The session itself uses an API key, which the server lets manage no keys.</exception>
    public ApiKeyResource ApiKeys => new(this);

    /// <summary>The runs of data marts.</summary>
    public RunResource Runs => new(this);

    /// <summary>The schedules of data marts.</summary>
    public TriggerResource Triggers => new(this);

    /// <summary>How the data-quality checks of data marts came out.</summary>
    public DataQualityResource DataQuality => new(this);

    /// <summary>The plugins of the Gallery, for those who publish them.</summary>
    public PluginResource Plugins => new(this);

    /// <summary>The project that the session belongs to.</summary>
    public ProjectResource Project => new(this);

    /// <summary>The project's reports.</summary>
    public ReportResource Reports => new(this);

    /// <summary>The project's insight templates.</summary>
    public InsightTemplateResource InsightTemplates => new(this);

    /// <summary>The columns of data marts, and how they are joined.</summary>
    public ModelResource Models => new(this);

    /// <summary>Any other call.</summary>
    public ApiCaller Api => new(this);

    internal AuthorizedPipeline Pipeline => field ??= new AuthorizedPipeline(Session, observer, SignsIn);

    /// <summary>False makes each call once, with the token that is at hand: nothing is signed in, renewed or sent again.</summary>
    internal bool SignsIn { get; init; } = true;

    /// <summary>Gets an access token, unless one is at hand: proves that the credential is good.</summary>
    public async Task AuthenticateAsync(CancellationToken cancellationToken) =>
        await Session.GetTokenAsync(observer, cancellationToken).ConfigureAwait(false);

    /// <summary>Gets a fresh access token, whatever is at hand; a token that was handed over stays, for nothing could replace it.</summary>
    public async Task ReauthenticateAsync(CancellationToken cancellationToken)
    {
        if (Session.Kind == ConnectionKind.ApiKey)
        {
            Session.DropToken(await Session.GetTokenAsync(observer, cancellationToken).ConfigureAwait(false));
        }

        await AuthenticateAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Whom the session stands for; null where the server is too old to tell.</summary>
    public async Task<AuthContext?> GetAuthContextAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await GetAsync("/api/auth/context", Contracts.Default.AuthContext, cancellationToken).ConfigureAwait(false);
        }
        catch (OwoxNotFoundException)
        {
            return null;
        }
    }

    /// <summary>One data mart.</summary>
    public Task<DataMart> GetDataMartAsync(string id, CancellationToken cancellationToken) =>
        GetAsync("/api/data-marts/" + Uri.EscapeDataString(id), Contracts.Default.DataMart, cancellationToken);

    /// <summary>One data mart, and the time by the server's clock; null where it does not tell.</summary>
    internal async Task<(DataMart Mart, DateTimeOffset? Time)> GetDataMartAndTimeAsync(string id, CancellationToken cancellationToken)
    {
        var request = new ApiRequest(HttpMethod.Get, "/api/data-marts/" + Uri.EscapeDataString(id));
        using var response = await Pipeline.SendAsync(request, cancellationToken).ConfigureAwait(false);
        using var answer = await JsonBody.ReadDocumentAsync(response, request).ConfigureAwait(false);
        return (JsonBody.Bind(answer.RootElement, Contracts.Default.DataMart, request), response.Headers.Date);
    }

    /// <summary>All storages that the session may see.</summary>
    public Task<Storage[]> ListStoragesAsync(string? ownerFilter, CancellationToken cancellationToken) =>
        ListAsync(WithOwnerFilter("/api/data-storages", ownerFilter), Contracts.Default.Storage, cancellationToken);

    /// <summary>One storage.</summary>
    public Task<Storage> GetStorageAsync(string id, CancellationToken cancellationToken) =>
        GetAsync("/api/data-storages/" + Uri.EscapeDataString(id), Contracts.Default.Storage, cancellationToken);

    /// <summary>All destinations that the session may see.</summary>
    public Task<Destination[]> ListDestinationsAsync(string? ownerFilter, CancellationToken cancellationToken) =>
        ListAsync(WithOwnerFilter("/api/data-destinations", ownerFilter), Contracts.Default.Destination, cancellationToken);

    /// <summary>One destination.</summary>
    public Task<Destination> GetDestinationAsync(string id, CancellationToken cancellationToken) =>
        GetAsync("/api/data-destinations/" + Uri.EscapeDataString(id), Contracts.Default.Destination, cancellationToken);

    /// <summary>What fits the words, the best first.</summary>
    /// <exception cref="OwoxConfigurationException">The server would refuse the search; nothing was sent.</exception>
    public Task<SearchHit[]> SearchAsync(SearchQuery query, CancellationToken cancellationToken) =>
        ListAsync(query.ToPathAndQuery(), Contracts.Default.SearchHit, cancellationToken);

    /// <summary>The record of one run.</summary>
    public async Task<Run> GetRunAsync(string dataMartId, string runId, CancellationToken cancellationToken) =>
        (await GetAsync(RunResource.At(dataMartId, runId), Contracts.Default.Run, cancellationToken).ConfigureAwait(false)).Of(dataMartId);

    /// <summary>Starts a query and gives its rows as they arrive. Each call is a billed query.</summary>
    /// <exception cref="OwoxConfigurationException">The server would refuse the query; nothing was sent.</exception>
    public async Task<RowStream> OpenRowsAsync(RowQuery query, CancellationToken cancellationToken)
    {
        var request = new ApiRequest(HttpMethod.Get, query.ToPathAndQuery()) { IsStream = true, Retry = RetryRules.Stream };
        try
        {
            var response = await Pipeline.SendAsync(request, cancellationToken).ConfigureAwait(false);
            RowContent.Check(response, request);
            return await RowStream.OpenAsync(response, Session.Options, new RunVerifier(query.DataMartId)).ConfigureAwait(false);
        }
        catch (OwoxNotFoundException notFound)
        {
            throw await Drafts.ExplainAsync(this, query.DataMartId, notFound, cancellationToken).ConfigureAwait(false);
        }
    }

    internal static string WithOwnerFilter(string path, string? ownerFilter) =>
        ownerFilter is null ? path : path + "?ownerFilter=" + Uri.EscapeDataString(ownerFilter);

    internal async Task<T> GetAsync<T>(string path, JsonTypeInfo<T> contract, CancellationToken cancellationToken)
        where T : class
    {
        var request = new ApiRequest(HttpMethod.Get, path);
        using var answer = await Pipeline.ReadJsonAsync(request, cancellationToken).ConfigureAwait(false);
        return JsonBody.Bind(answer.RootElement, contract, request);
    }

    internal async Task<T[]> ListAsync<T>(string path, JsonTypeInfo<T> contract, CancellationToken cancellationToken)
        where T : class
    {
        var request = new ApiRequest(HttpMethod.Get, path);
        using var answer = await Pipeline.ReadJsonAsync(request, cancellationToken).ConfigureAwait(false);
        return JsonBody.BindArray(answer.RootElement, contract, request);
    }
}
