using System;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using Owox.Http;

namespace Owox;

/// <summary>The project's insight templates.</summary>
public sealed class InsightTemplateResource
{
    private readonly OwoxClient _client;

    internal InsightTemplateResource(OwoxClient client) => _client = client;

    /// <summary>Walks all insight templates of the project that the session may see.</summary>
    internal static OffsetPager<InsightTemplate> Pager() => new(
        "/api/data-marts/insight-templates",
        static async (client, path, stop) =>
        {
            var list = await client.GetAsync(path, Contracts.Default.InsightTemplateList, stop).ConfigureAwait(false);
            return list.Insights ?? throw JsonBody.Lacks(new ApiRequest(HttpMethod.Get, path), "$.insights");
        },
        static template => template.Id);

    /// <summary>The insight templates of one data mart.</summary>
    public async Task<InsightTemplate[]> OfDataMartAsync(string dataMartId, CancellationToken cancellationToken)
    {
        var path = Of(dataMartId);
        var list = await _client.GetAsync(path, Contracts.Default.InsightTemplateList, cancellationToken).ConfigureAwait(false);
        var templates = list.Data ?? throw JsonBody.Lacks(new ApiRequest(HttpMethod.Get, path), "$.data");
        return Array.ConvertAll(templates, template => About(template, dataMartId));
    }

    /// <summary>One insight template, with its text.</summary>
    public async Task<InsightTemplate> GetAsync(string dataMartId, string id, CancellationToken cancellationToken) => About(
        await _client.GetAsync($"{Of(dataMartId)}/{Uri.EscapeDataString(id)}", Contracts.Default.InsightTemplate, cancellationToken).ConfigureAwait(false),
        dataMartId);

    private static string Of(string dataMartId) => $"/api/data-marts/{Uri.EscapeDataString(dataMartId)}/insight-templates";

    // Asked about one data mart, the server does not name it.
    private static InsightTemplate About(InsightTemplate template, string dataMartId)
    {
        template.DataMart ??= new DataMartReference { Id = dataMartId };
        return template;
    }
}
