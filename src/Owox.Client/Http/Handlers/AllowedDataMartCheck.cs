using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using Owox.Operations;
using Owox.Http.Errors;
using Owox.Http.Json;
using Owox.Http.Requests;

namespace Owox.Http.Handlers;

/// <summary>Finds the data marts of requests whose path does not contain them, if the session is limited to some data marts.</summary>
/// <param name="policy">The data marts.</param>
/// <param name="create">Creates the message of a request.</param>
internal sealed class AllowedDataMartCheck(AccessPolicy policy, Func<ApiRequest, IRequestObserver?, HttpRequestMessage> create)
{
    private const string TokenHeader = "x-owox-authorization";

    // A report belongs to one data mart as long as it exists.
    private readonly ConcurrentDictionary<string, string> _ofReports = new(StringComparer.Ordinal);

    /// <param name="operation">What the request does.</param>
    /// <param name="request">The request, with its access token.</param>
    /// <param name="send">Sends a request.</param>
    /// <param name="cancellationToken">Cancels a request for a report.</param>
    /// <returns>Null if the request may be sent; the response of the server if it rejects the access token.</returns>
    /// <exception cref="OwoxAccessException">The session is limited to other data marts.</exception>
    public async Task<HttpResponseMessage?> RequireAsync(
        Operation operation, HttpRequestMessage request, Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> send, CancellationToken cancellationToken)
    {
        if (policy.AllowedDataMarts.Count == 0 || operation.IsSession)
        {
            return null;
        }

        var path = request.GetContext().Request.Path;
        if (operation.DataMarts == DataMartSource.Report)
        {
            var (id, rejection) = await OfReportAsync(operation.Ids[0], request, send, cancellationToken).ConfigureAwait(false);
            if (rejection is not null)
            {
                return rejection;
            }

            policy.RequireDataMart(operation, path, id);
        }
        else if (operation.DataMarts == DataMartSource.Body)
        {
            foreach (var id in await InBodyAsync(operation.BodyProperty!, request.Content).ConfigureAwait(false))
            {
                policy.RequireDataMart(operation, path, id);
            }
        }

        return null;
    }

    private async Task<(string? Id, HttpResponseMessage? Rejection)> OfReportAsync(
        string reportId, HttpRequestMessage request, Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> send, CancellationToken cancellationToken)
    {
        if (_ofReports.TryGetValue(reportId, out var known))
        {
            return (known, null);
        }

        var context = request.GetContext();
        var lookup = new ApiRequest(HttpMethod.Get, "/api/reports/" + PathSegment.Encode(reportId))
        {
            ApiKeyId = context.Request.ApiKeyId,
            Retry = context.Request.Retry,
            Secrets = context.AccessToken is { } token ? [token] : [],
        };
        using var message = create(lookup, context.Observer);
        message.SetHeader(TokenHeader, request.Headers.TryGetValues(TokenHeader, out var values) ? values.Single() : null);
        var response = await send(message, cancellationToken).ConfigureAwait(false);
        if (response.StatusCode == HttpStatusCode.Unauthorized)
        {
            // The caller renews the token and repeats the request.
            return (null, response);
        }

        await ErrorResponseReader.EnsureSuccessAsync(response, lookup, null, cancellationToken).ConfigureAwait(false);
        using var received = response;
        using var document = await JsonResponseReader.ReadDocumentAsync(response, lookup).ConfigureAwait(false);
        return (Id(document.RootElement) is { } id ? _ofReports.GetOrAdd(reportId, id) : null, null);
    }

    private static string? Id(JsonElement report) =>
        report.ValueKind == JsonValueKind.Object && report.TryGetProperty("dataMart", out var mart) && mart.ValueKind == JsonValueKind.Object
            && mart.TryGetProperty("id", out var id) && id.ValueKind == JsonValueKind.String
            ? id.GetString()
            : null;

    // A body can contain the property twice, and servers differ in which one they use. All must be allowed.
    private static async Task<IReadOnlyList<string?>> InBodyAsync(string property, HttpContent? content)
    {
        try
        {
            using var body = JsonDocument.Parse(content is null ? "null" : await content.ReadAsStringAsync().ConfigureAwait(false));
            var values = body.RootElement.EnumerateObject()
                .Where(pair => string.Equals(pair.Name, property, StringComparison.OrdinalIgnoreCase))
                .SelectMany(static pair => pair.Value.ValueKind == JsonValueKind.Array ? pair.Value.EnumerateArray().ToArray() : [pair.Value])
                .Select(static value => value.ValueKind == JsonValueKind.String ? value.GetString() : null)
                .ToArray();
            return values.Length > 0 ? values : [null];
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return [null];
        }
    }
}
