using Owox.Http.Json;
using Owox.Http.Requests;
using Owox.Resources;
using Owox.Resources.Paging;

namespace Owox;

/// <summary>The project's insight templates.</summary>
public sealed class InsightTemplatesClient
{
    private readonly ApiConnection _connection;

    internal InsightTemplatesClient(ApiConnection connection) => _connection = connection;

    /// <summary>Lists the insight templates of the project that the session has access to.</summary>
    public IAsyncEnumerable<Page<InsightTemplate>> ListPagesAsync() => Pager.ReadByOffsetAsync(
        "/api/data-marts/insight-templates",
        async (path, cancellationToken) =>
        {
            var list = await _connection.GetAsync(path, OwoxJsonContext.Default.InsightTemplateList, cancellationToken).ConfigureAwait(false);
            return list.Insights ?? throw JsonResponseReader.MissingField(new ApiRequest(HttpMethod.Get, path), "$.insights");
        },
        static template => template.Id);

    /// <summary>Lists the insight templates of one data mart.</summary>
    public async Task<InsightTemplate[]> ListByDataMartAsync(string dataMartId, CancellationToken cancellationToken)
    {
        var path = TemplatesPath(dataMartId);
        var list = await _connection.GetAsync(path, OwoxJsonContext.Default.InsightTemplateList, cancellationToken).ConfigureAwait(false);
        var templates = list.Data ?? throw JsonResponseReader.MissingField(new ApiRequest(HttpMethod.Get, path), "$.data");
        return Array.ConvertAll(templates, template => WithDataMart(template, dataMartId));
    }

    /// <summary>Returns one insight template with its text.</summary>
    /// <exception cref="OwoxConfigurationException">The ID is invalid. No request was sent.</exception>
    /// <exception cref="OwoxNotFoundException">The template does not exist, or the session has no access to it.</exception>
    public async Task<InsightTemplate> GetAsync(string dataMartId, string id, CancellationToken cancellationToken) => WithDataMart(
        await _connection.GetAsync($"{TemplatesPath(dataMartId)}/{PathSegment.Encode(id)}", OwoxJsonContext.Default.InsightTemplate, cancellationToken).ConfigureAwait(false),
        dataMartId);

    private static string TemplatesPath(string dataMartId) => $"/api/data-marts/{PathSegment.Encode(dataMartId)}/insight-templates";

    // The server omits the data mart if the request specifies it.
    private static InsightTemplate WithDataMart(InsightTemplate template, string dataMartId)
    {
        template.DataMart ??= new DataMartReference { Id = dataMartId };
        return template;
    }
}
