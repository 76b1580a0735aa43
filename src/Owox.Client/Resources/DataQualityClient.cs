using System.Text.Json.Serialization;
using Owox.Http.Json;
using Owox.Http.Requests;
using Owox.Resources;
using Owox.Resources.Models;
using Owox.Text;

namespace Owox;

/// <summary>The results of the data-quality checks of data marts.</summary>
public sealed class DataQualityClient
{
    /// <summary>The maximum number of data marts in one request.</summary>
    public const int MaxBatchSize = 200;

    private const string Path = "/api/data-marts/data-quality/summaries";

    private readonly ApiConnection _connection;

    internal DataQualityClient(ApiConnection connection) => _connection = connection;

    /// <summary>Returns the latest results by data mart ID, without data marts that the session has no access to. At most 200 IDs.</summary>
    public async Task<IReadOnlyDictionary<string, DataQualitySummary?>> GetSummariesAsync(
        IReadOnlyCollection<string> dataMartIds, CancellationToken cancellationToken)
    {
        var request = ApiRequest.WithJson(HttpMethod.Post, Path, Utf8Json.Object(json => json.WriteTexts("dataMartIds", dataMartIds))) with { IsChange = false };
        using var document = await _connection.ReadJsonAsync(request, cancellationToken).ConfigureAwait(false);
        var page = JsonResponseReader.Bind(document.RootElement, OwoxJsonContext.Default.DataQualityPage, request);
        return page.Items
            .GroupBy(static item => item.DataMartId, System.StringComparer.OrdinalIgnoreCase)
            .ToDictionary(static item => item.Key, static item => item.First().Summary, System.StringComparer.OrdinalIgnoreCase);
    }
}

/// <summary>The response with the results of several data marts.</summary>
internal sealed class DataQualityPage : ApiModel
{
    [JsonRequired]
    public DataQualityItem[] Items { get; init => field = Required.NotNull(value); } = [];
}

/// <summary>The latest result of one data mart.</summary>
internal sealed class DataQualityItem : ApiModel
{
    [JsonRequired]
    public string DataMartId { get; init => field = Required.NotNull(value); } = "";

    public DataQualitySummary? Summary { get; init; }
}
